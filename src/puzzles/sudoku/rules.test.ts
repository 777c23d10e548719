import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DIAGONAL_9 } from './geometry';
import { clashesOf, describeViolation, findViolations, isSolved, violatingCells } from './rules';
import { anyGridAndGeometry, anyPuzzle } from './testing';

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

test('the diagonals have names of their own, and only the diagonal rule sees them', () => {
  const grid = grid9({ 0: 5, 20: 5, 8: 6, 40: 6, 72: 6 });
  // Cells 0 and 20 share box 1, cells 8, 40 and 72 the rising diagonal.
  expect(findViolations(grid, DIAGONAL_9).map(describeViolation)).toEqual([
    'Two 5s in box 1',
    'Two 5s in the falling diagonal',
    'Three 6s in the rising diagonal',
  ]);
  expect(findViolations(grid).map(describeViolation)).toEqual(['Two 5s in box 1']);
});

test('the clashes of a cell are the violations that it takes part in', () => {
  fc.assert(
    fc.property(anyGridAndGeometry(), ({ grid, geometry }) => {
      const all = findViolations(grid, geometry);
      grid.forEach((_, cell) => {
        const own = all.filter(({ cells }) => cells.includes(cell));
        expect(clashesOf(cell, grid, geometry)).toEqual(own.map(({ unit }) => unit.kind));
      });
    }),
    { numRuns: 40 },
  );
});

test('a cell is marked exactly if a peer holds its digit', () => {
  fc.assert(
    fc.property(anyGridAndGeometry(), ({ grid, geometry }) => {
      const size = Math.sqrt(grid.length);
      const height = size === 9 ? 3 : 2;
      const width = size / height;
      const place = (cell: number) => {
        const [row, column] = [Math.floor(cell / size), cell % size];
        const units = [`row ${row}`, `column ${column}`];
        units.push(`box ${Math.floor(row / height)} ${Math.floor(column / width)}`);
        if (geometry.rule === 'diagonal') {
          if (row === column) units.push('falling');
          if (row + column === size - 1) units.push('rising');
        }
        return units;
      };
      const marked = violatingCells(grid, geometry);
      grid.forEach((digit, cell) => {
        const clash = grid.some(
          (other, at) =>
            at !== cell &&
            digit > 0 &&
            other === digit &&
            place(at).some((unit) => place(cell).includes(unit)),
        );
        expect(marked.has(cell)).toBe(clash);
      });
    }),
    { numRuns: 20 },
  );
});

test('solved means full, valid, and with the givens unchanged', () => {
  fc.assert(
    fc.property(anyPuzzle(), ({ puzzle, solution, geometry }) => {
      expect(isSolved(solution, puzzle, geometry)).toBe(true);
      expect(isSolved(puzzle, puzzle, geometry)).toBe(false);
      const relabelled = solution.map((digit) => (digit % geometry.size) + 1);
      expect(isSolved(relabelled, undefined, geometry)).toBe(true);
      expect(isSolved(relabelled, puzzle, geometry)).toBe(false);
      const wrong = solution.slice();
      wrong[0] = wrong[1]!;
      expect(isSolved(wrong, undefined, geometry)).toBe(false);
    }),
    { numRuns: 20 },
  );
});
