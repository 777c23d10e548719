import { encodeArc } from '../../../puzzles/arc/codec';
import { createGrid, gridFromRows, type ArcGrid } from '../../../puzzles/arc/grid';
import type { ArcRecord } from '../../../puzzles/arc/task';
import { IDENTITY_VIEW, nameOfView } from '../../../puzzles/arc/views';
import type { Frame } from '../../../reasoning/trace';
import { DEFAULT_ARC_SETTINGS } from '../../../training/arc/settings';
import type { ArcEvent, TaskAnswers } from '../../../worker/arc-protocol';
import { backendReport, metricsAt } from '../../store/testing';
import { taskOf } from '../tasks/generator';
import { generatorOnDemand } from '../tasks/generator-on-demand';
import { createArc, type ArcOptions } from './arc';

/** Shared by the tests of the ARC tab's state. */

export const fall = taskOf('fall-00000003')!;
export const swap = taskOf('swap-00000001')!;

/** A task from a file: every 1 becomes a 2; two questions, the second without an answer. */
export const recolour: ArcRecord = {
  id: 'recolour',
  group: 'own',
  task: {
    train: [{ input: gridFromRows([[1, 0]]), output: gridFromRows([[2, 0]]) }],
    test: [
      { input: gridFromRows([[0, 1]]), output: gridFromRows([[0, 2]]) },
      { input: gridFromRows([[1, 1]]), output: null },
    ],
  },
};

export function createTestArc(
  record = recolour,
  options: Partial<Pick<ArcOptions, 'generator' | 'note'>> = {},
) {
  let seed = 7;
  return createArc({
    record,
    backend: 'auto',
    generator: generatorOnDemand,
    drawSeed: () => seed++,
    note: () => undefined,
    ...options,
  });
}

/**
 * @param side of the model's canvas
 * @param tasks that the model was trained on
 * @param largest side of a canvas that it may have
 */
export function ready(
  side = 12,
  fast = true,
  tasks: readonly string[] = [],
  largest = side,
): ArcEvent {
  return {
    type: 'arc-ready',
    ...{ model: 'arc', key: 'url:arc', canvases: { own: side, largest }, parameters: 1000, fast },
    config: { puzzle: { tasks } } as Extract<ArcEvent, { type: 'arc-ready' }>['config'],
    backend: backendReport,
  };
}

export function learning(run: number, side = 12): ArcEvent {
  return {
    type: 'arc-learning',
    step: 0,
    side,
    checkpoint: `checkpoint-${run}`,
    ...{ run, settings: DEFAULT_ARC_SETTINGS, views: [nameOfView(IDENTITY_VIEW)], embeddings: 1 },
    cost: { dispatches: 1, flops: 1, moved: 1, bytes: 1, tapeBytes: 1 },
  };
}

export function metrics(run: number, step: number): ArcEvent {
  return {
    type: 'arc-metrics',
    run,
    steps: [metricsAt(step)],
    progress: { step, steps: 400, stepsPerSecond: 10, secondsLeft: 39 },
  };
}

/** One segment for each grid, on a canvas of 4×4; the last one is also the only vote. */
export function answersTo(inputs: readonly ArcGrid[], step: number, said: ArcGrid): TaskAnswers {
  const frames = [createGrid(1, 1), said].map(frameOf);
  return {
    step,
    segments: 2,
    questions: inputs.map((input) => ({
      input,
      ranked: [{ grid: said, votes: 1, confidence: 0.5, voters: [0] }],
      views: 1,
      frames,
    })),
    trainPairs: [{ grid: said, right: false }],
  };
}

export function frameOf(grid: ArcGrid): Frame {
  const tokens = encodeArc(grid, 4);
  const confidence = Float32Array.from(tokens, () => 0.5);
  return { tokens, confidence, qHalt: -1, qContinue: 0, milliseconds: 1 };
}
