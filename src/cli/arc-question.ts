import type { HrmConfig } from '../hrm/config';
import { identifierAmong } from '../hrm/identifier';
import { canvasOfModel } from '../puzzles/arc/canvas';
import { decodeArc, encodeArc } from '../puzzles/arc/codec';
import { gridsEqual } from '../puzzles/arc/grid';
import { canvasSide } from '../puzzles/arc/task';
import { formatArcGrid } from '../puzzles/arc/text';
import { pickTask, readArcTasks } from './arc-tasks';
import { wholeNumber } from './options';
import type { TokenBatch } from './token-batch';
import { UsageError } from './usage-error';

/** The predicted tokens as text, given those of the puzzle. */
export type Reader = (
  tokens: Uint8Array,
  input: Uint8Array,
) => { readonly drawing: string; readonly solved: boolean };

/**
 * A question of an ARC task as a batch of one, and a reader for its prediction.
 * @throws UsageError if the model is not for ARC, or the question does not exist
 */
export async function readQuestion(
  config: HrmConfig,
  options: {
    readonly task?: string;
    readonly taskId?: string;
    readonly test: string;
    readonly identifier?: string;
  },
): Promise<{ readonly batch: TokenBatch; readonly reader: Reader }> {
  const side = canvasOfModel(config);
  if (side === null) throw new UsageError('--task: this model does not think about ARC tasks.');
  const records = await readArcTasks('--task', options.task!);
  const { id, task } = pickTask('--task', records, options.taskId);
  const number = wholeNumber('--test', options.test, 1);
  const test = task.test[number - 1];
  if (test === undefined) {
    throw new UsageError(`--test: ${id} has no question ${number}; it has ${task.test.length}.`);
  }
  if (canvasSide(task) > side) {
    throw new UsageError(`--task: ${id} does not fit on the model's canvas of ${side}×${side}.`);
  }
  const identifier =
    options.identifier === undefined
      ? (identifierAmong(config.puzzle?.tasks ?? [], id) ?? 0)
      : wholeNumber('--identifier', options.identifier, 0);
  if (identifier >= config.num_puzzle_identifiers) {
    throw new UsageError(
      `--identifier: the model knows 0…${config.num_puzzle_identifiers - 1}, not ${identifier}.`,
    );
  }
  const batch = {
    inputs: [[...encodeArc(test.input, side)]],
    identifiers: [identifier],
    labels: null,
  };
  const reader: Reader = (tokens) => {
    const grid = decodeArc(tokens);
    if (grid === null) return { drawing: '(no grid)', solved: false };
    return {
      drawing: formatArcGrid(grid),
      solved: test.output !== null && gridsEqual(grid, test.output),
    };
  };
  return { batch, reader };
}
