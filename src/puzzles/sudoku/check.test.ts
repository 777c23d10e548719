import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPuzzle } from './check';
import { parseSudoku } from './parse';
import { anyPuzzle } from './testing';

const check = (text: string) => checkPuzzle(parseSudoku(text));

test('a generated puzzle is unique, and one with a wrong digit is not', () => {
  fc.assert(
    fc.property(anyPuzzle(), ({ geometry, puzzle, solution }) => {
      expect(checkPuzzle(puzzle, geometry)).toMatchObject({ kind: 'unique', solution });
      const blank = puzzle.indexOf(0);
      const wrong = puzzle.with(blank, (solution[blank]! % geometry.size) + 1);
      expect(['none', 'conflict']).toContain(checkPuzzle(wrong, geometry).kind);
    }),
    { numRuns: 30 },
  );
});

test('several solutions are counted up to the limit', () => {
  expect(checkPuzzle(new Uint8Array(81))).toEqual({
    kind: 'several',
    atLeast: 100,
    guesses: expect.any(Number) as number,
    message: 'At least 100 solutions fit; add givens until only one does.',
  });
  expect(check('12..............')).toMatchObject({ kind: 'several', atLeast: 24 });
});

test('a conflict names the first broken rule', () => {
  const beside = check(`55${'.'.repeat(79)}`);
  expect(beside).toMatchObject({
    kind: 'conflict',
    message: 'Two 5s in row 1 (and another broken rule).',
  });
  expect(check(`${'.'.repeat(79)}55`)).toMatchObject({ kind: 'conflict' });
  expect(check(`5.......5${'.'.repeat(72)}`)).toMatchObject({ message: 'Two 5s in row 1.' });
  expect(check('11..1...........')).toMatchObject({
    message: 'Two 1s in row 1 (and 2 more broken rules).',
  });
});

test('givens that cannot all be right have no solution', () => {
  // Row 1 lacks only the 9, and a 9 already stands in column 9.
  expect(check(`12345678.${'.'.repeat(17)}9${'.'.repeat(54)}`)).toEqual({
    kind: 'none',
    guesses: expect.any(Number) as number,
    message: 'No solution: these givens cannot all be right.',
  });
});

test('a grid that would take too long is left undecided', () => {
  const norvigs =
    '.....5.8....6.1.43..........1.5........1.6...3.......553.....61........4.........';
  expect(check(norvigs)).toMatchObject({ kind: 'unknown' });
});
