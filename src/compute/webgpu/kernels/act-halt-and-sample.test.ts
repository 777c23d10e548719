import { expect, test } from 'vitest';
import { actHaltAndSample } from './act-halt-and-sample';

test('numbers that all threads need and one replaces are read by that one alone', () => {
  // Nothing orders a read of storage by one thread before a write of it by another.
  const { code, bindings } = actHaltAndSample({ batch: 300, datasetSize: 4096 });
  const updated = bindings.filter(({ access }) => access === 'read_write').map(({ name }) => name);
  const lines = code.split('\n');
  const shared = lines.filter((line) => updated.some((name) => line.includes(`${name}[0]`)));
  expect(shared).toHaveLength(2);
  for (const line of shared) expect(line).toMatch(/^\s*if \(thread == 0u\) \{[^}]*\}$/);
  expect(code.indexOf('first = cursor[0]')).toBeLessThan(code.indexOf('workgroupBarrier()'));
  expect(code.lastIndexOf('cursor[0]')).toBeGreaterThan(code.indexOf('workgroupBarrier()'));
});
