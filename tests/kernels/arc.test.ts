import { expect, test } from 'vitest';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import type { TrainingBackend } from '../../src/compute/training-ops';
import { parameterName } from '../../src/hrm/parameters';
import type { ArcGrid } from '../../src/puzzles/arc/grid';
import { createRandom } from '../../src/puzzles/random';
import { DEFAULT_ARC_SETTINGS, type ArcSettings } from '../../src/training/arc/settings';
import { TaskTrainingRun } from '../../src/training/arc/task-training-run';
import { blankArcModel, renamingTask } from '../../src/training/arc/testing';
import { difference, useKernels } from './against-reference';

/** Learning a task on the GPU: prefix, identifiers and puzzle embeddings follow the reference. */
const { kernels } = useKernels();

const SIDE = 4;
const TASK = renamingTask(SIDE);
const SETTINGS: ArcSettings = {
  ...DEFAULT_ARC_SETTINGS,
  batch: 5,
  views: 3,
  learningRate: 1e-3,
  segments: 2,
  answerSegments: 2,
};

/** A blank model whose embeddings and Q head are not zero, so that gradients flow everywhere. */
function startingModel() {
  const model = blankArcModel(SIDE, 16);
  const random = createRandom(4);
  const drawn = [parameterName.puzzleTable, parameterName.qWeight].map(
    (name) => [name, model.weights.get(name)!.map(() => random.float() - 0.5)] as const,
  );
  return { ...model, weights: new Map([...model.weights, ...drawn]) };
}

const MODEL = startingModel();

async function learn(backend: TrainingBackend, trainable: ArcSettings['trainable']) {
  const settings = { ...SETTINGS, trainable };
  const run = await TaskTrainingRun.begin(backend, MODEL, TASK, settings, { fast: true });
  for (let step = 0; step < 3; step++) await run.advance();
  const { steps } = await run.collect();
  const answers = (await run.answer())!;
  const state = await run.trainer.parameters.state();
  run.dispose();
  return { steps, answers, state };
}

test.each(['all', 'puzzle'] as const)(
  'three steps that train %s give the same weights, embeddings and answers as the reference',
  async (trainable) => {
    const [wanted, got] = [
      await learn(createCpuBackend(), trainable),
      await learn(kernels(), trainable),
    ];
    for (const part of ['weights', 'average', 'puzzles', 'puzzleAverage'] as const) {
      const apart = difference(Array.from(wanted.state[part]), Array.from(got.state[part]));
      expect(apart, part).toBeLessThan(1e-4);
    }
    wanted.steps.forEach(({ loss, norm, exact, halted }, step) => {
      expect(got.steps[step]).toMatchObject({ exact, halted });
      expect(got.steps[step]!.loss).toBeCloseTo(loss, 4);
      expect(got.steps[step]!.norm / norm).toBeCloseTo(1, 3);
    });
    const grids = ({ answers }: typeof got): (readonly ArcGrid[])[] =>
      answers.questions.map(({ ranked }) => ranked.map(({ grid }) => grid));
    expect(grids(got)).toEqual(grids(wanted));
  },
);
