import { expect, test } from 'vitest';
import arcConfig from '../../../../models/arc/config.json';
import { canvasSide } from '../../../puzzles/arc/task';
import { FAMILIES, FIRST_TASK, KNOWN } from './families';
import { firstTask } from './first-task';
import { taskOf } from './generator';

test('the shipped tasks are many, all different, and fit their canvas', () => {
  const ids = [...KNOWN, ...FAMILIES.flatMap((family) => family.ids)];
  expect(ids.length).toBeGreaterThanOrEqual(24);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    const record = taskOf(id);
    expect(record, id).not.toBeNull();
    expect(canvasSide(record!.task)).toBeLessThanOrEqual(10);
  }
});

test('the shipped model was trained on the tasks answered at once, and not on the others', () => {
  const { tasks } = arcConfig.puzzle;
  for (const id of KNOWN) expect(tasks).toContain(id);
  for (const { ids } of FAMILIES) for (const id of ids) expect(tasks).not.toContain(id);
});

test('the first task is written down as the generator makes it', () => {
  expect(firstTask).toEqual(taskOf(FIRST_TASK));
});
