import { RefusedError } from '../../compute/own-fault';
import { onSide, suitsAnyLength, type HrmConfig } from '../../hrm/config';
import { parameterName, type HrmModel } from '../../hrm/parameters';
import { canvasOfModel } from '../../puzzles/arc/canvas';
import { MAX_SIDE } from '../../puzzles/arc/grid';

/** Sides of the canvases on which a model learns tasks. */
export interface TaskCanvases {
  /** S, of the model's own, on which it knows tasks. */
  readonly own: number;
  /** Of the largest: a larger one than its own costs more time, and no weight depends on it. */
  readonly largest: number;
}

/**
 * The canvases of a model that can learn ARC tasks.
 * @throws RefusedError, one sentence, for any other model
 */
export function taskCanvases(config: HrmConfig): TaskCanvases {
  const side = canvasOfModel(config);
  if (side === null) throw new RefusedError('This model does not think about ARC tasks.');
  if (config.puzzle_emb_ndim === 0) {
    throw new RefusedError('This model has no puzzle embeddings to tell tasks apart.');
  }
  return { own: side, largest: suitsAnyLength(config) ? MAX_SIDE : side };
}

/**
 * The side of the canvas on which a model learns a task whose largest grid has this side; `null` if
 * there is none.
 */
export function canvasFor({ own, largest }: TaskCanvases, needed: number): number | null {
  return needed > largest ? null : Math.max(own, needed);
}

/**
 * A model for a canvas of this side, with a new table of puzzle embeddings, every row the mean of
 * its present rows: a new task starts from what the known tasks have in common. All other weights
 * are shared with the given model.
 *
 * @param known the row of a task that the model has learned, used in place of the mean
 */
export function modelForTask(
  model: HrmModel,
  side: number,
  rows: number,
  known?: number,
): HrmModel {
  const { puzzle_emb_ndim: width, num_puzzle_identifiers: count } = model.config;
  const table = model.weights.get(parameterName.puzzleTable)!;
  const first = new Float64Array(width);
  if (known === undefined) table.forEach((value, at) => (first[at % width]! += value / count));
  else first.set(table.subarray(known * width, (known + 1) * width));
  const fresh = Float32Array.from({ length: rows * width }, (_, at) => first[at % width]!);
  return {
    config: onSide({ ...withoutTasks(model.config), num_puzzle_identifiers: rows }, side),
    weights: new Map([...model.weights, [parameterName.puzzleTable, fresh]]),
  };
}

/** The rows are no longer those of the tasks that the model was trained on. */
function withoutTasks({ puzzle, ...config }: HrmConfig): HrmConfig {
  return { ...config, ...(puzzle && { puzzle: { ...puzzle, tasks: undefined } }) };
}
