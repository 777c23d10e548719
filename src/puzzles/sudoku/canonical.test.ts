import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { applySymmetry, randomSymmetry } from './augment';
import { canonicalSudoku } from './canonical';
import { SudokuGenerator } from './generator';
import {
  DIAGONAL_4,
  geometryForCells,
  SUDOKU_4,
  SUDOKU_6,
  SUDOKU_9,
  type SudokuGeometry,
  type SudokuGrid,
} from './geometry';
import { formatSudoku, parseSudoku } from './parse';
import { SudokuSolver } from './solver';
import { anyPuzzle, anyGridOf } from './testing';

const canonical = (text: string) => formatSudoku(canonicalSudoku(parseSudoku(text)));

function expectSameForm(
  grid: SudokuGrid,
  seed: number,
  geometry: SudokuGeometry = geometryForCells(grid.length),
) {
  const redrawn = applySymmetry(grid, randomSymmetry(geometry, createRandom(seed)));
  expect(canonicalSudoku(redrawn, geometry)).toEqual(canonicalSudoku(grid, geometry));
}

test('redrawing a puzzle or a full grid does not change its form', () => {
  fc.assert(
    fc.property(anyPuzzle(), fc.integer(), ({ geometry, puzzle, solution }, seed) => {
      expectSameForm(puzzle, seed, geometry);
      expectSameForm(solution, seed, geometry);
    }),
    { numRuns: 30 },
  );
});

test('nor does that of a sparse grid, with any symmetries', () => {
  const sparse = fc.array(
    fc.record({ cell: fc.nat({ max: 80 }), digit: fc.integer({ min: 1, max: 9 }) }),
    { maxLength: 14 },
  );
  fc.assert(
    fc.property(sparse, fc.integer(), (givens, seed) => {
      const grid = new Uint8Array(81);
      for (const { cell, digit } of givens) grid[cell] = digit;
      expectSameForm(grid, seed);
    }),
    { numRuns: 25 },
  );
});

/** Whether the cells that move to a diagonal are those of a diagonal. */
const keepsDiagonals = (rows: number[], columns: number[]) =>
  [columns, columns.toReversed()].every(
    (across) =>
      rows.every((row, i) => across[i] === row) || rows.every((row, i) => across[i] === 3 - row),
  );

test.each([
  ['classic', SUDOKU_4, () => true],
  ['diagonal', DIAGONAL_4, keepsDiagonals],
] as const)(
  '%s: the form is the least of all redrawings (4×4, against plain enumeration)',
  (_, geometry, keeps) => {
    const line = [0, 1, 2, 3];
    const orders = line.flatMap((a) => {
      const b = a ^ 1;
      return [2, 3].map((c) => (a < 2 ? [a, b, c, c ^ 1] : [a, b, c - 2, (c - 2) ^ 1]));
    });
    const leastOf = (grid: SudokuGrid) => {
      let least = '9';
      for (const rows of orders)
        for (const columns of orders)
          for (const transpose of keeps(rows, columns) ? [false, true] : []) {
            const names = new Map<number, number>();
            const text = rows
              .flatMap((r) => columns.map((c) => grid[transpose ? c * 4 + r : r * 4 + c]!))
              .map((d) => (d === 0 ? 0 : (names.get(d) ?? names.set(d, names.size + 1).size)))
              .join('');
            if (text < least) least = text;
          }
      return least;
    };
    fc.assert(
      fc.property(anyGridOf(geometry), (grid) => {
        expect([...canonicalSudoku(grid, geometry)].join('')).toBe(leastOf(grid));
      }),
    );
  },
);

test('the 288 full 4×4 grids are two, up to symmetry', () => {
  const forms = new Set<string>();
  const solver = new SudokuSolver(SUDOKU_4);
  for (let seed = 0; seed < 40; seed++) {
    const { solution } = solver.solve(new Uint8Array(16), { limit: 1, random: createRandom(seed) });
    forms.add(formatSudoku(canonicalSudoku(solution!)));
  }
  expect(forms).toEqual(new Set(['1234341221434321', '1234341223414123']));
});

test('6×6: the form is the least of the 48 · 72 redrawings, without exchanging rows and columns', () => {
  const shuffles = (items: readonly number[]): number[][] =>
    items.length === 0
      ? [[]]
      : items.flatMap((item) =>
          shuffles(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
        );
  const orders = (lines: number) =>
    shuffles([...Array(6).keys()]).filter((order) =>
      order.every(
        (line, at) =>
          Math.floor(line / lines) === Math.floor(order[lines * Math.floor(at / lines)]! / lines),
      ),
    );
  const [rowOrders, columnOrders] = [orders(2), orders(3)];
  expect([rowOrders.length, columnOrders.length]).toEqual([48, 72]);
  const leastOf = (grid: SudokuGrid) => {
    let least = '9';
    for (const rows of rowOrders)
      for (const columns of columnOrders) {
        const names = new Map<number, number>();
        let text = '';
        for (const r of rows)
          for (const c of columns) {
            const d = grid[6 * r + c]!;
            text += d === 0 ? 0 : (names.get(d) ?? names.set(d, names.size + 1).size);
          }
        if (text < least) least = text;
      }
    return least;
  };
  const random = createRandom(5);
  const generator = new SudokuGenerator(SUDOKU_6, random);
  for (const givens of [0, 8, 16, 36]) {
    const { puzzle } = generator.generate(givens);
    const form = leastOf(puzzle);
    expect([...canonicalSudoku(puzzle)].join('')).toBe(form);
    const redrawn = applySymmetry(puzzle, randomSymmetry(SUDOKU_6, random));
    expect([...canonicalSudoku(redrawn)].join('')).toBe(form);
  }
});

test('different puzzles keep different forms', () => {
  expect(canonical('1...'.repeat(4))).not.toBe(canonical('12..'.repeat(4)));
  expect(canonical('.'.repeat(81))).toBe('.'.repeat(81));
  expect(canonical(`5${'.'.repeat(80)}`)).toBe(`${'.'.repeat(80)}1`);
  const two = new Uint8Array(SUDOKU_9.cells);
  two.set([3, 3], 0);
  const apart = two.slice();
  apart.set([3, 4], 0);
  expect(canonicalSudoku(two)).not.toEqual(canonicalSudoku(apart));
});
