import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { applySymmetry, randomSymmetry } from './augment';
import { climb } from './climb';
import { SUDOKU_EXAMPLES } from './examples';
import { SudokuGenerator } from './generator';
import { DIAGONAL_9, SUDOKU_4, SUDOKU_9, type SudokuGeometry, type SudokuGrid } from './geometry';
import { OneAssumption } from './one-assumption';

test.each([
  ['9×9', SUDOKU_9],
  ['4×4', SUDOKU_4],
  ['diagonal 9×9', DIAGONAL_9],
])('%s: the same as the definition, written with sets', (_, geometry) => {
  const random = createRandom(3);
  const assumptions = new OneAssumption(geometry);
  const generator = new SudokuGenerator(geometry, random);
  for (let i = 0; i < 2; i++) {
    const { puzzle } = generator.generate(0);
    const harder = geometry === SUDOKU_9 ? climb(puzzle, random, 150).puzzle : puzzle;
    expect(assumptions.resistance(harder)).toBe(resistanceBySets(harder, geometry));
  }
});

test('no round removes anything from the hardest example', () => {
  const { puzzle } = SUDOKU_EXAMPLES.find(({ id }) => id === 'platinum-blonde')!;
  const resistance = new OneAssumption(SUDOKU_9).resistance(puzzle);
  expect(resistance).toBe(resistanceBySets(puzzle, SUDOKU_9));
  expect(resistance).toBeGreaterThan(1500);
});

test('does not depend on the view of a puzzle', () => {
  const random = createRandom(7);
  const assumptions = new OneAssumption(SUDOKU_9);
  const puzzle = SUDOKU_EXAMPLES.find(({ id }) => id === 'inkala-2010')!.puzzle;
  const resistance = assumptions.resistance(puzzle);
  expect(resistance).toBeGreaterThan(0);
  for (let i = 0; i < 5; i++) {
    const view = applySymmetry(puzzle, randomSymmetry(SUDOKU_9, random));
    expect(assumptions.resistance(view)).toBe(resistance);
  }
});

/** The definition of `resistance`, slow and simple. */
function resistanceBySets(puzzle: SudokuGrid, geometry: SudokuGeometry): number {
  const digits = Array.from({ length: geometry.size }, (_, i) => i + 1);
  let known = follow(
    Array.from(puzzle, (digit) => new Set(digit > 0 ? [digit] : digits)),
    geometry,
  )!;
  let sum = 0;
  for (let round = 0; round < 8; round++) {
    const survives = (cell: number, digit: number) =>
      follow(
        known.map((set, other) => new Set(other === cell ? [digit] : set)),
        geometry,
      ) !== null;
    known = follow(
      known.map((set, cell) => new Set([...set].filter((digit) => survives(cell, digit)))),
      geometry,
    )!;
    sum += known.reduce((left, { size }) => left + (size > 1 ? size : 0), 0);
  }
  return sum;
}

/** Naked and hidden singles until nothing changes; `null` on a contradiction. */
function follow(start: Set<number>[], geometry: SudokuGeometry): Set<number>[] | null {
  const sets = start.map((set) => new Set(set));
  for (let changed = true; changed;) {
    changed = false;
    for (const [cell, set] of sets.entries()) {
      if (set.size !== 1) continue;
      const [digit] = set;
      for (const peer of geometry.peers[cell]!) changed = sets[peer]!.delete(digit!) || changed;
    }
    for (const unit of geometry.units) {
      for (let digit = 1; digit <= geometry.size; digit++) {
        const places = [...unit].filter((cell) => sets[cell]!.has(digit));
        if (places.length === 0) return null;
        if (places.length > 1 || sets[places[0]!]!.size === 1) continue;
        sets[places[0]!] = new Set([digit]);
        changed = true;
      }
    }
    if (sets.some(({ size }) => size === 0)) return null;
  }
  return sets;
}
