import { expect, test } from 'vitest';
import arcConfig from '../../../../models/arc/config.json';
import { taskFromId } from '../../../puzzles/arc/generate/stream';
import { canvasSide } from '../../../puzzles/arc/task';
import { TASK_SIDE } from '../store/library';
import { FAMILIES, KNOWN } from './families';

test('the shipped tasks are many, all different, and fit their canvas', () => {
  const ids = [...KNOWN, ...FAMILIES.flatMap((family) => family.ids)];
  expect(ids.length).toBeGreaterThanOrEqual(24);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    const record = taskFromId(id, TASK_SIDE);
    expect(record, id).not.toBeNull();
    expect(canvasSide(record!.task)).toBeLessThanOrEqual(TASK_SIDE);
  }
});

test('the shipped model was trained on the tasks answered at once, and not on the others', () => {
  const { tasks } = arcConfig.puzzle;
  for (const id of KNOWN) expect(tasks).toContain(id);
  for (const { ids } of FAMILIES) for (const id of ids) expect(tasks).not.toContain(id);
});
