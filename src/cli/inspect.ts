import type { Command } from 'commander';
import { survey, type Survey, type Surveyed } from '../analysis/survey';
import { openInnerSession } from '../hrm/inner-session';
import type { HrmModel } from '../hrm/parameters';
import type { States } from '../hrm/schedule';
import { uploadModel } from '../hrm/tensors';
import { canvasOfModel } from '../puzzles/arc/canvas';
import { examsOf } from '../reasoning/exam-set';
import { blankModel } from '../training/initial-weights';
import { loadModel } from './load-model';
import { modelWorld } from './model-world';
import { openNodeBackend } from './open-backend';
import { backendKind, SET_OPTION, wholeNumber } from './options';
import { fitTable, parsePuzzleTable, readText } from './puzzle-table';
import { UsageError } from './usage-error';

interface InspectOptions {
  readonly model: string;
  readonly set?: readonly string[];
  readonly data?: string;
  readonly known?: boolean;
  readonly untrained?: string;
  readonly count: string;
  readonly segments: string;
  readonly backend: string;
  readonly json?: boolean;
}

export function registerInspect(program: Command): void {
  program
    .command('inspect')
    .description(
      'look inside thoughts: how far each step moves its state, and in how many directions',
    )
    .requiredOption('--model <dir>', 'model folder')
    .option(...SET_OPTION)
    .option('--data <file>', 'CSV of puzzles, a puzzle in each line, or drawn grids')
    .option('--known', 'ARC, in place of --data: a question of each task it was trained on')
    .option(
      '--untrained <n>',
      'look into this number of untrained models of the same config instead',
    )
    .option('--count <k>', 'number of puzzles, from the first', '100')
    .option('--segments <n>', 'segments of each thought', '16')
    .option('--backend <kind>', 'webgpu, wasm, onnx or cpu', 'wasm')
    .option('--json', 'print JSON')
    .action(inspect);
}

async function inspect(options: InspectOptions): Promise<void> {
  const count = wholeNumber('--count', options.count, 1);
  const segments = wholeNumber('--segments', options.segments, 1);
  const kind = backendKind(options.backend);
  const loaded = await loadModel(options.model, options.set);
  const { model, puzzles } = await puzzlesFor(loaded, count, options);
  const { config } = model;
  const backend = await openNodeBackend(kind);
  const tell = (done: number) => {
    if (done % 10 === 0 || done === puzzles.length) console.error(`${done} of ${puzzles.length}`);
  };
  const look = async (one: HrmModel) => {
    const weights = uploadModel(backend, one);
    const session = await openInnerSession(backend, weights);
    const seen = await survey(session, config.hidden_size, puzzles, segments, tell);
    session.dispose();
    backend.release(weights.all);
    return seen;
  };
  if (options.untrained === undefined) {
    const seen = await look(model);
    console.log(options.json ? JSON.stringify(seen) : inWords(seen));
    return;
  }
  const seeds = wholeNumber('--untrained', options.untrained, 1);
  const participation: States<number>[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const { participation: found } = await look(blankModel(config, { seed, qContinue: false }));
    const { H, L } = found.at(-1)!;
    participation.push(L === undefined ? { H } : { H, L });
  }
  const untrained = { puzzles: puzzles.length, participation };
  console.log(options.json ? JSON.stringify(untrained) : untrainedInWords(untrained));
}

/**
 * The first puzzles of a file, or questions of tasks that an ARC model was trained on; and the model
 * on a grid that they fit.
 * @throws UsageError if the model is for other puzzles
 */
async function puzzlesFor(
  loaded: HrmModel,
  count: number,
  { model, data, known = false }: InspectOptions,
): Promise<{ readonly model: HrmModel; readonly puzzles: readonly Surveyed[] }> {
  const { config } = loaded;
  const isArc = canvasOfModel(config) !== null;
  if (known) {
    if (!isArc) throw new UsageError(`--known: ${model} does not think about ARC tasks.`);
    return { model: loaded, puzzles: [...examsOf({ kind: 'known', count, seed: 0 }, config)] };
  }
  const world = modelWorld(config);
  if (world === null || isArc) {
    throw new UsageError(
      `--model ${model}: it must be for Sudokus or mazes; for ARC give --known in place of --data.`,
    );
  }
  if (data === undefined) throw new UsageError('Give --data, a file of puzzles.');
  const table = parsePuzzleTable(await readText('--data', data), data, world).slice(0, count);
  const fitted = fitTable(loaded, table, data, world);
  const puzzles = fitted.rows.map(({ puzzle }) => ({ input: world.encode(puzzle) }));
  return { model: fitted.model, puzzles };
}

/** Participation ratios of untrained models, by seed. */
function untrainedInWords(untrained: {
  readonly puzzles: number;
  readonly participation: readonly States<number>[];
}): string {
  const lines = [
    `participation ratio over ${untrained.puzzles} puzzles`,
    '     seed      z_H      z_L',
  ];
  untrained.participation.forEach(({ H, L }, index) =>
    lines.push(
      [index + 1, H.toFixed(1), L?.toFixed(1) ?? '']
        .map((value) => String(value).padStart(9))
        .join(''),
    ),
  );
  return lines.join('\n');
}

function inWords({ participation, applications, residuals }: Survey): string {
  const cell = (value: string | number) => String(value).padStart(9);
  const states = (['H', 'L'] as const).filter((state) => applications.includes(state));
  const lines = [
    'participation ratio over all positions and steps',
    ['puzzles', ...states.map((state) => `z_${state}`)].map(cell).join(''),
  ];
  for (const each of participation) {
    lines.push(
      [each.puzzles, ...states.map((state) => each[state]!.toFixed(1))].map(cell).join(''),
    );
  }
  lines.push(
    '',
    'mean forward residual of each step',
    cell('segment') + applications.map((level) => cell(`z_${level}`)).join(''),
  );
  residuals.forEach((steps, segment) =>
    lines.push([segment + 1, ...steps.map((value) => value.toFixed(3))].map(cell).join('')),
  );
  return lines.join('\n');
}
