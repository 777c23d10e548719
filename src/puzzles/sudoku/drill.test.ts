import { expect, test } from 'vitest';
import { drillSource } from './drill';
import { DIAGONAL_9 } from './geometry';
import { generatedSource, USUAL_GIVENS } from './source';

const FALLING_AND_RISING = [27, 28];
const source = () => generatedSource({ geometry: DIAGONAL_9, givens: USUAL_GIVENS, seed: 4 });

test('shows some cells of the units, asks for the others, and ignores the rest', () => {
  const solved = source();
  const drill = drillSource(source(), DIAGONAL_9, FALLING_AND_RISING, 1);
  let shown = 0;
  let asked = 0;
  let beside = 0;
  const drills = 300;
  for (let i = 0; i < drills; i++) {
    const { solution } = solved();
    const { puzzle, solution: wanted } = drill();
    expect(wanted.some((digit) => digit > 0)).toBe(true);
    for (let cell = 0; cell < 81; cell++) {
      if (DIAGONAL_9.diagonalsOf[cell] === 0) {
        expect(wanted[cell]).toBe(0);
        expect([0, solution[cell]]).toContain(puzzle[cell]);
        if (puzzle[cell]! > 0) beside++;
        continue;
      }
      expect(puzzle[cell]! + wanted[cell]!).toBe(solution[cell]);
      expect(puzzle[cell]! * wanted[cell]!).toBe(0);
      if (puzzle[cell]! > 0) shown++;
      else asked++;
    }
  }
  // 17 cells are on the diagonals, 64 are not.
  expect(shown + asked).toBe(17 * drills);
  expect(shown / (17 * drills)).toBeCloseTo(0.5 * (16 / 17), 1);
  expect(beside / (64 * drills)).toBeCloseTo(0.15, 1);
});

test('the seed decides what is shown', () => {
  const [one, same, other] = [1, 1, 2].map((seed) =>
    drillSource(source(), DIAGONAL_9, FALLING_AND_RISING, seed)(),
  );
  expect(same).toEqual(one);
  expect(other).not.toEqual(one);
});
