import type { HrmConfig } from '../../hrm/config';
import { parameterName, type HrmModel } from '../../hrm/parameters';
import { canvasOfModel } from '../../puzzles/arc/canvas';

/**
 * S: the side of the canvas of a model that can learn ARC tasks.
 * @throws RangeError, one sentence, for any other model
 */
export function taskCanvas(config: HrmConfig): number {
  const side = canvasOfModel(config);
  if (side === null) throw new RangeError('This model does not think about ARC tasks.');
  if (config.puzzle_emb_ndim === 0) {
    throw new RangeError(
      'This model has no puzzle embeddings, by which it could tell tasks apart.',
    );
  }
  return side;
}

/**
 * A model with a new table of puzzle embeddings, every row the mean of those it has: what is common
 * to the tasks it knows is where a task it does not know begins. All other weights are shared with
 * the given model.
 */
export function withFreshEmbeddings(model: HrmModel, rows: number): HrmModel {
  const { puzzle_emb_ndim: width, num_puzzle_identifiers: known } = model.config;
  const table = model.weights.get(parameterName.puzzleTable)!;
  const mean = new Float64Array(width);
  table.forEach((value, at) => (mean[at % width]! += value / known));
  const fresh = Float32Array.from({ length: rows * width }, (_, at) => mean[at % width]!);
  return {
    config: { ...model.config, num_puzzle_identifiers: rows },
    weights: new Map([...model.weights, [parameterName.puzzleTable, fresh]]),
  };
}
