import { expect, test } from 'vitest';
import { taskFromId } from '../../../puzzles/arc/generate/stream';
import { canvasSide } from '../../../puzzles/arc/task';
import { TASK_SIDE } from '../store/library';
import { FAMILIES } from './families';

test('the shipped tasks are many, all different, and fit their canvas', () => {
  const ids = FAMILIES.flatMap((family) => family.ids);
  expect(ids.length).toBeGreaterThanOrEqual(24);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    const record = taskFromId(id, TASK_SIDE);
    expect(record, id).not.toBeNull();
    expect(canvasSide(record!.task)).toBeLessThanOrEqual(TASK_SIDE);
  }
});
