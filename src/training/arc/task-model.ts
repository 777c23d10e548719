import { RefusedError } from '../../compute/own-fault';
import type { HrmConfig } from '../../hrm/config';
import { parameterName, type HrmModel } from '../../hrm/parameters';
import { canvasOfModel } from '../../puzzles/arc/canvas';

/**
 * S: the side of the canvas of a model that can learn ARC tasks.
 * @throws RefusedError, one sentence, for any other model
 */
export function taskCanvas(config: HrmConfig): number {
  const side = canvasOfModel(config);
  if (side === null) throw new RefusedError('This model does not think about ARC tasks.');
  if (config.puzzle_emb_ndim === 0) {
    throw new RefusedError('This model has no puzzle embeddings to tell tasks apart.');
  }
  return side;
}

/**
 * A model with a new table of puzzle embeddings, every row the mean of its present rows: a new task
 * starts from what the known tasks have in common. All other weights are shared with the given
 * model.
 *
 * @param known the row of a task that the model has learned, used in place of the mean
 */
export function withFreshEmbeddings(model: HrmModel, rows: number, known?: number): HrmModel {
  const { puzzle_emb_ndim: width, num_puzzle_identifiers: count } = model.config;
  const table = model.weights.get(parameterName.puzzleTable)!;
  const first = new Float64Array(width);
  if (known === undefined) table.forEach((value, at) => (first[at % width]! += value / count));
  else first.set(table.subarray(known * width, (known + 1) * width));
  const fresh = Float32Array.from({ length: rows * width }, (_, at) => first[at % width]!);
  return {
    config: { ...model.config, ...withoutTasks(model.config), num_puzzle_identifiers: rows },
    weights: new Map([...model.weights, [parameterName.puzzleTable, fresh]]),
  };
}

/** The rows are no longer those of the tasks that the model was trained on. */
function withoutTasks({ puzzle }: HrmConfig): Pick<HrmConfig, 'puzzle'> {
  return puzzle === undefined ? {} : { puzzle: { ...puzzle, tasks: undefined } };
}
