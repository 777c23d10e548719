import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { canonicalSudoku } from './canonical';
import { diagonalSolutions } from './dancing-links.testing';
import { SudokuGenerator } from './generator';
import { DIAGONAL_4, DIAGONAL_9, geometryForCells, SUDOKU_9, type SudokuGrid } from './geometry';
import { formatSudoku, parseSudoku } from './parse';
import { isSolved } from './rules';
import { SudokuSolver } from './solver';

/** Every full 4×4 grid of the diagonal rule, by trying all rows. */
const FULL_4 = (() => {
  const digits = [1, 2, 3, 4];
  const rows = digits.flatMap((a) =>
    digits.flatMap((b) =>
      digits.flatMap((c) =>
        digits.map((d) => [a, b, c, d]).filter((row) => new Set(row).size === 4),
      ),
    ),
  );
  const units = [
    ...digits.map((_, i) => [0, 4, 8, 12].map((cell) => cell + i)),
    ...[0, 2, 8, 10].map((corner) => [0, 1, 4, 5].map((cell) => corner + cell)),
    [0, 5, 10, 15],
    [3, 6, 9, 12],
  ];
  const isRight = (grid: number[]) =>
    units.every((unit) => new Set(unit.map((cell) => grid[cell])).size === 4);
  const grids: SudokuGrid[] = [];
  for (const a of rows)
    for (const b of rows)
      if (a[0] !== b[0] && a[0] !== b[1] && a[1] !== b[0] && a[1] !== b[1])
        for (const c of rows)
          for (const d of rows) {
            const grid = [...a, ...b, ...c, ...d];
            if (isRight(grid)) grids.push(Uint8Array.from(grid));
          }
  return grids;
})();

const solver4 = new SudokuSolver(DIAGONAL_4);
const solver9 = new SudokuSolver(DIAGONAL_9);

const fits = (full: SudokuGrid, puzzle: SudokuGrid) =>
  puzzle.every((digit, cell) => digit === 0 || digit === full[cell]);

/** Compares the solver with the list of all full grids. */
function expectCount(puzzle: SudokuGrid) {
  const right = FULL_4.filter((full) => fits(full, puzzle)).length;
  const { solutions, solution } = solver4.solve(puzzle, { limit: Infinity });
  // One simple comparison, because there are a hundred thousand of them.
  if (solutions !== right || (right > 0 && !fits(solution!, puzzle))) {
    expect.fail(`${formatSudoku(puzzle)}: ${solutions} solutions, not ${right}`);
  }
}

test('the units are rows, columns, boxes and the two diagonals', () => {
  expect(DIAGONAL_9.units).toHaveLength(29);
  expect([...DIAGONAL_9.units[27]!]).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80]);
  expect([...DIAGONAL_9.units[28]!]).toEqual([8, 16, 24, 32, 40, 48, 56, 64, 72]);
  expect([...DIAGONAL_9.unitsOf[40]!]).toEqual([4, 13, 22, 27, 28]);
  expect([...DIAGONAL_9.unitsOf[1]!]).toEqual([0, 10, 18]);
  // The centre shares a unit with 8 + 8 cells of its lines, 4 others of its box, 12 of diagonals.
  expect(DIAGONAL_9.peers[40]).toHaveLength(32);
  expect(SUDOKU_9.peers[40]).toHaveLength(20);
  expect(geometryForCells(16, 'diagonal')).toBe(DIAGONAL_4);
  expect(geometryForCells(81)).toBe(SUDOKU_9);
});

test('finds the 48 full 4×4 grids, which are one up to symmetry', () => {
  expect(FULL_4).toHaveLength(48);
  const found: string[] = [];
  solver4.solve(new Uint8Array(16), {
    limit: Infinity,
    onSolution: (solution) => found.push(formatSudoku(solution)),
  });
  const all = FULL_4.map(formatSudoku).sort();
  expect(found.sort()).toEqual(all);
  expect(diagonalSolutions(new Uint8Array(16), 99).map(formatSudoku).sort()).toEqual(all);
  const forms = FULL_4.map((full) => formatSudoku(canonicalSudoku(full, DIAGONAL_4)));
  expect(new Set(forms).size).toBe(1);

  const generator = new SudokuGenerator(DIAGONAL_4, createRandom(1));
  const drawn = new Set(Array.from({ length: 600 }, () => formatSudoku(generator.fullGrid())));
  expect([...drawn].sort()).toEqual(all);
});

test('every part of a full 4×4 grid has as many solutions as there are grids that contain it', () => {
  const [full] = FULL_4 as [SudokuGrid];
  for (let given = 0; given < 1 << 16; given++) {
    expectCount(full.map((digit, cell) => (given & (1 << cell) ? digit : 0)));
  }
});

test('the same for every 4×4 grid with up to three givens, valid or not', () => {
  const grid = new Uint8Array(16);
  const fill = (from: number, left: number) => {
    expectCount(grid);
    if (left === 0) return;
    for (let cell = from; cell < 16; cell++) {
      for (let digit = 1; digit <= 4; digit++) {
        grid[cell] = digit;
        fill(cell + 1, left - 1);
      }
      grid[cell] = 0;
    }
  };
  fill(0, 3);
});

test('solves random 9×9 puzzles as exact cover does', () => {
  const anyPuzzle = fc.record({ seed: fc.integer(), givens: fc.integer({ min: 20, max: 45 }) });
  fc.assert(
    fc.property(anyPuzzle, ({ seed, givens }) => {
      const generator = new SudokuGenerator(DIAGONAL_9, createRandom(seed));
      const { puzzle, solution } = generator.generate(givens);
      expect(diagonalSolutions(puzzle, 2)).toEqual([solution]);
      expect(solver9.solve(puzzle)).toMatchObject({ solutions: 1, solution });
    }),
    { numRuns: 40 },
  );
});

test('counts the solutions of 9×9 grids that have several, one or none', () => {
  const limit = 200;
  const anyPart = fc.record({
    seed: fc.integer(),
    blanks: fc.integer({ min: 45, max: 62 }),
    isSpoilt: fc.boolean(),
  });
  const counts = new Set<string>();
  fc.assert(
    fc.property(anyPart, ({ seed, blanks, isSpoilt }) => {
      const random = createRandom(seed);
      const grid = new SudokuGenerator(DIAGONAL_9, random).fullGrid();
      const cells = random.shuffle(Uint8Array.from(grid.keys()));
      for (const cell of cells.subarray(0, blanks)) grid[cell] = 0;
      if (isSpoilt) grid[cells[80]!] = 1 + (grid[cells[80]!]! % 9);
      const expected = diagonalSolutions(grid, limit);
      const found: string[] = [];
      const { solutions } = solver9.solve(grid, {
        limit,
        onSolution: (solution) => found.push(formatSudoku(solution)),
      });
      expect(solutions).toBe(expected.length);
      if (solutions < limit) expect(found.sort()).toEqual(expected.map(formatSudoku).sort());
      counts.add(solutions > 1 ? 'several' : `${solutions}`);
    }),
    { numRuns: 120, seed: 7 },
  );
  expect(counts).toEqual(new Set(['0', '1', 'several']));
});

test('a minimal puzzle needs every given', () => {
  const generator = new SudokuGenerator(DIAGONAL_9, createRandom(3));
  for (let i = 0; i < 5; i++) {
    const { puzzle, solution, givens } = generator.generate(0);
    expect(diagonalSolutions(puzzle, 2)).toEqual([solution]);
    expect(givens).toBeLessThan(24);
    puzzle.forEach((digit, cell) => {
      if (digit > 0) expect(solver9.solve(puzzle.with(cell, 0)).solutions).toBe(2);
    });
  }
});

test('a classic solution need not be a diagonal one', () => {
  const solution = parseSudoku(
    '534678912672195348198342567859761423426853791713924856961537284287419635345286179',
  );
  expect(isSolved(solution)).toBe(true);
  expect(isSolved(solution, undefined, DIAGONAL_9)).toBe(false);
  expect(diagonalSolutions(solution, 1)).toEqual([]);
});
