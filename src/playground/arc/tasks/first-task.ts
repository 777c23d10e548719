import { gridFromRows } from '../../../puzzles/arc/grid';
import type { ArcRecord } from '../../../puzzles/arc/task';
import { FIRST_TASK } from './families';
import written from './first-task.json';

const pair = ({ input, output }: (typeof written.task.train)[number]) => ({
  input: gridFromRows(input),
  output: gridFromRows(output),
});

/**
 * The first task as its generator makes it, written down so that its board needs no generator. A test
 * compares the two.
 */
export const firstTask: ArcRecord = {
  id: FIRST_TASK,
  group: written.group,
  rule: written.rule,
  task: { train: written.task.train.map(pair), test: written.task.test.map(pair) },
};
