import { expect, test } from 'vitest';
import { checkMaze } from './check';
import { MAX_SIDE, MIN_SIDE } from './geometry';
import { MazeSet } from './maze-set';
import { formatMaze, parseMaze } from './parse';
import { mazePresets } from './presets';
import { solveMaze } from './solver';

const sides = Array.from({ length: MAX_SIDE - MIN_SIDE + 1 }, (_, i) => MIN_SIDE + i);

test.each(sides)('%i×%i: every example is a maze that fits its name', (side) => {
  const presets = mazePresets(side);
  const kinds = presets.map(({ id, puzzle }) => {
    expect(parseMaze(formatMaze(puzzle))).toEqual(puzzle);
    expect(puzzle).toHaveLength(side * side);
    return [id, checkMaze(puzzle).kind];
  });
  expect(kinds).toEqual([
    ['corridors', 'unique'],
    ['loops', 'unique'],
    ['walls', 'unique'],
    ['field', expect.stringMatching(/unique|several/)],
    ['long', 'unique'],
    ['spiral', 'unique'],
    ['no-way', 'none'],
    ['bare', 'several'],
  ]);
  const length = (id: string) =>
    solveMaze(presets.find((preset) => preset.id === id)!.puzzle)!.length;
  expect(length('long')).toBeGreaterThanOrEqual(length('corridors'));
  expect(mazePresets(side)).toBe(presets);
  if (side > 5) expect(new MazeSet(presets.map(({ puzzle }) => puzzle)).size).toBe(presets.length);
});

test('a spiral turns inward', () => {
  const drawing = (side: number) =>
    formatMaze(mazePresets(side).find(({ id }) => id === 'spiral')!.puzzle);
  expect(drawing(7)).toBe(
    ['#######', '#S    #', '##### #', '#  G# #', '# ### #', '#     #', '#######'].join('\n'),
  );
  // With an even side there is no wall around it.
  expect(drawing(4)).toBe(['S   ', '### ', ' G# ', '    '].join('\n'));
});
