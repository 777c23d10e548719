import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrainingBackend } from '../../src/compute/training-ops';
import { parseConfig, type HrmConfig } from '../../src/hrm/config';
import { openInnerSession } from '../../src/hrm/inner-session';
import { OFFICIAL_CONFIGS } from '../../src/hrm/official-configs';
import { parameterSpecs, type HrmModel } from '../../src/hrm/parameters';
import { createSession } from '../../src/hrm/session';
import { uploadModel } from '../../src/hrm/tensors';
import { createRandom } from '../../src/puzzles/random';
import { DEFAULT_ARC_SETTINGS, SLOW_ARC_SETTINGS } from '../../src/training/arc/settings';
import { TaskTrainingRun } from '../../src/training/arc/task-training-run';
import { renamingTask } from '../../src/training/arc/testing';
import { LESSONS } from '../../src/training/lessons';
import { DEFAULT_SETTINGS, type TrainingSettings } from '../../src/training/settings';
import { Trainer } from '../../src/training/trainer';

/** One use of the kernels, run once. */
export interface Subject {
  readonly name: string;
  run(backend: TrainingBackend): Promise<void>;
}

/** A model of zeros. Kernels read and write at places that depend on shapes and tokens, not weights. */
function emptyModel(config: HrmConfig): HrmModel {
  const weights = parameterSpecs(config).map(({ name, shape }) => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    return [name, new Float32Array(size)] as const;
  });
  return { config, weights: new Map(weights) };
}

function thinking(name: string, config: HrmConfig, batch: number): Subject {
  return {
    name: `${name}: a segment of ${batch}`,
    async run(backend) {
      const session = await createSession(backend, emptyModel(config), { batch, logits: true });
      await session.begin(new Uint32Array(batch * config.seq_len).fill(1));
      await session.segment();
      session.dispose();
    },
  };
}

function lookingInside(name: string, config: HrmConfig): Subject {
  return {
    name: `${name}: a segment seen from within`,
    async run(backend) {
      const session = await openInnerSession(backend, uploadModel(backend, emptyModel(config)));
      await session.begin(new Uint32Array(config.seq_len).fill(1), 0);
      await session.segment();
      session.dispose();
    },
  };
}

function teaching(name: string, config: HrmConfig, settings: TrainingSettings): Subject {
  const { batch, optimizer, loss, supervision } = settings;
  return {
    name: `${name}: a step of ${batch}, ${optimizer}, ${loss}, ${supervision} segment supervised`,
    async run(backend) {
      const random = createRandom(1);
      const { seq_len: cells, vocab_size: vocabulary } = config;
      const trainer = await Trainer.create(backend, emptyModel(config), settings, {
        next(tokens, labels, at) {
          for (let cell = at; cell < at + cells; cell++) {
            tokens[cell] = 1 + random.below(vocabulary - 1);
            labels[cell] = 1 + random.below(vocabulary - 1);
          }
          return 0;
        },
      });
      await trainer.advance();
      await trainer.metrics();
      trainer.dispose();
    },
  };
}

/** Settings that decide which kernels a step has, besides the lesson's own. */
const VARIANTS: readonly Partial<TrainingSettings>[] = [
  { optimizer: 'AdamW', loss: 'softmax_cross_entropy' },
  { optimizer: 'AdamATan2', loss: 'stablemax_cross_entropy', qContinue: true },
  { optimizer: 'Muon', supervision: 'last', segments: 2 },
];

function arcTask(name: string, config: HrmConfig, fast: boolean): Subject {
  return {
    name: `${name}: a task is learned and answered${fast ? '' : ' without a GPU'}`,
    async run(backend) {
      const { width } = config.puzzle!;
      for (const trainable of ['all', 'puzzle'] as const) {
        const settings = { ...(fast ? DEFAULT_ARC_SETTINGS : SLOW_ARC_SETTINGS), trainable };
        const task = renamingTask(width);
        const run = await TaskTrainingRun.begin(backend, emptyModel(config), task, settings, {
          fast,
        });
        await run.advance();
        await run.answer();
        run.dispose();
      }
    },
  };
}

/** Configs of the shipped models, by folder. */
function shipped(): (readonly [name: string, config: HrmConfig])[] {
  const folders = ['models', 'models/rivals'].flatMap((folder) =>
    readdirSync(folder).map((name) => join(folder, name)),
  );
  return folders.flatMap((folder) => {
    try {
      const text = readFileSync(join(folder, 'config.json'), 'utf8');
      return [[folder, parseConfig(JSON.parse(text))] as const];
    } catch {
      // Not every folder contains a model.
      return [];
    }
  });
}

/** All that the page and the command line do with the shipped models, lessons and official configs. */
export function everySubject(): Subject[] {
  const models = shipped().flatMap(([name, config]) => [
    ...[1, 4, 32].map((batch) => thinking(name, config, batch)),
    lookingInside(name, config),
    ...VARIANTS.map((variant) =>
      teaching(name, config, { ...DEFAULT_SETTINGS, batch: 32, horizon: 6, ...variant }),
    ),
    ...(config.puzzle?.world === 'arc'
      ? [true, false].map((fast) => arcTask(name, config, fast))
      : []),
  ]);
  const sudoku = shipped().find(([name]) => name.endsWith('sudoku'))![1];
  const lessons = Object.values(LESSONS).map(({ id, blank, settings }) =>
    teaching(`lesson ${id}`, blank ?? sudoku, settings),
  );
  const official = Object.entries(OFFICIAL_CONFIGS).flatMap(([name, config]) => [
    ...[1, 4].map((batch) => thinking(name, config, batch)),
    lookingInside(name, config),
    ...VARIANTS.map((variant) =>
      teaching(name, config, { ...DEFAULT_SETTINGS, batch: 8, ...variant }),
    ),
  ]);
  return [...models, ...lessons, ...official];
}

/** The smallest model that runs every loop of every kernel twice. */
export function smallSubjects(): Subject[] {
  const config = parseConfig({
    ...{ vocab_size: 12, seq_len: 36, hidden_size: 80, num_heads: 2, expansion: 1 },
    ...{ H_cycles: 1, L_cycles: 1, H_layers: 1, L_layers: 1, pos_encodings: 'learned+rope' },
    ...{ puzzle_emb_ndim: 80, num_puzzle_identifiers: 2, halt_max_steps: 2 },
    puzzle: { world: 'arc', width: 6, height: 6 },
  });
  return [
    thinking('small', config, 2),
    ...VARIANTS.map((variant) =>
      teaching('small', config, { ...DEFAULT_SETTINGS, batch: 8, segments: 2, ...variant }),
    ),
  ];
}
