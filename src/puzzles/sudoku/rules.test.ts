import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeViolation, findViolations, isSolved, violatingCells } from './rules';
import { anyGrid, anyPuzzle } from './testing';

function grid9(digits: Record<number, number>): Uint8Array {
  const grid = new Uint8Array(81);
  for (const [cell, digit] of Object.entries(digits)) grid[Number(cell)] = digit;
  return grid;
}

test('a digit twice in a row is named in words', () => {
  const grid = grid9({ 18: 5, 26: 5 });
  expect(findViolations(grid)).toEqual([
    { unit: { kind: 'row', index: 2 }, digit: 5, cells: [18, 26] },
  ]);
  expect(findViolations(grid).map(describeViolation)).toEqual(['Two 5s in row 3']);
});

test('each broken unit is told apart', () => {
  const told = findViolations(grid9({ 0: 7, 1: 7, 9: 7, 80: 3, 71: 3 })).map(describeViolation);
  expect(told).toEqual([
    'Two 7s in row 1',
    'Two 7s in column 1',
    'Two 3s in column 9',
    'Three 7s in box 1',
    'Two 3s in box 9',
  ]);
});

test('a cell is marked exactly if a peer holds its digit', () => {
  fc.assert(
    fc.property(anyGrid(), (grid) => {
      const size = Math.sqrt(grid.length);
      const box = Math.sqrt(size);
      const place = (cell: number) => [
        Math.floor(cell / size),
        cell % size,
        Math.floor(cell / size / box) * box + Math.floor((cell % size) / box),
      ];
      const marked = violatingCells(grid);
      grid.forEach((digit, cell) => {
        const clash = grid.some(
          (other, at) =>
            at !== cell &&
            digit > 0 &&
            other === digit &&
            place(at).some((u, i) => u === place(cell)[i]),
        );
        expect(marked.has(cell)).toBe(clash);
      });
    }),
    { numRuns: 20 },
  );
});

test('solved means full, by the rules, and true to the givens', () => {
  fc.assert(
    fc.property(anyPuzzle(), ({ puzzle, solution, geometry }) => {
      expect(isSolved(solution, puzzle)).toBe(true);
      expect(isSolved(puzzle, puzzle)).toBe(false);
      const relabelled = solution.map((digit) => (digit % geometry.size) + 1);
      expect(isSolved(relabelled)).toBe(true);
      expect(isSolved(relabelled, puzzle)).toBe(false);
      const wrong = solution.slice();
      wrong[0] = wrong[1]!;
      expect(isSolved(wrong)).toBe(false);
    }),
    { numRuns: 20 },
  );
});
