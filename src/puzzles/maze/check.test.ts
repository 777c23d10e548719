import { expect, test } from 'vitest';
import { checkMaze } from './check';
import { decodeMaze } from './codec';
import { formatMaze, parseMaze } from './parse';

test('a maze with one shortest path', () => {
  const check = checkMaze(parseMaze('S ##\n# ##\n#  G\n####'));
  expect(check).toMatchObject({ kind: 'unique', message: 'One shortest path, 5 steps.' });
  if (check.kind !== 'unique') return;
  expect(formatMaze(check.solution.solution)).toBe('So##\n#o##\n#ooG\n####');
});

test.each([
  ['S   \n    \n    \n   G', 'several', '20 shortest paths of 6 steps.'],
  [`S${' '.repeat(223)}G`, 'several', 'At least 1000 shortest paths of 28 steps.'],
  ['SG##\n####\n####\n####', 'unique', 'One shortest path, 1 step.'],
  ['S###\n####\n####\n###G', 'none', 'No way leads from start to goal.'],
])('%j: %s', (text, kind, message) => {
  expect(checkMaze(parseMaze(text))).toMatchObject({ kind, message });
});

test('start and goal must stand once each', () => {
  const empty = new Uint8Array(16).fill(2);
  expect(checkMaze(empty)).toEqual({ kind: 'incomplete', message: 'There is no start yet.' });
  empty[0] = 3;
  expect(checkMaze(empty)).toEqual({ kind: 'incomplete', message: 'There is no goal yet.' });
  const twice = decodeMaze(Uint8Array.from({ length: 16 }, (_, cell) => (cell < 2 ? 4 : 3)));
  expect(checkMaze(twice).message).toBe('There are 14 starts; one is wanted.');
});
