import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { assumeDigits } from './assume';
import { BLANK } from './codec';

/** Which cells were assumed, how often in so many draws. */
function frequencies(
  puzzle: Uint8Array,
  tokens: Uint8Array,
  confidence: Float32Array,
  draws: number,
) {
  const random = createRandom(4);
  const counts: number[] = Array.from(puzzle, () => 0);
  const sizes = new Set<number>();
  for (let draw = 0; draw < draws; draw++) {
    const assumed = assumeDigits(puzzle, { tokens, confidence }, random);
    const cells = [...assumed.keys()].filter((cell) => assumed[cell] !== puzzle[cell]);
    for (const cell of cells) {
      expect(assumed[cell]).toBe(tokens[cell]);
      counts[cell]! += 1;
    }
    sizes.add(cells.length);
  }
  return { counts, sizes: [...sizes] };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

test.each([
  [81, 3],
  [36, 2],
  [16, 1],
])('of %i cells %i are assumed, sure ones more often', (cells, number) => {
  const puzzle = new Uint8Array(cells).fill(BLANK);
  puzzle.fill(5, 0, cells / 4);
  const tokens = new Uint8Array(cells).fill(4);
  const half = Math.floor((cells * 5) / 8);
  const confidence = new Float32Array(cells).fill(0.3).fill(0.9, half);
  const { counts, sizes } = frequencies(puzzle, tokens, confidence, 3000);
  expect(sizes).toEqual([number]);
  expect(sum(counts.slice(0, cells / 4))).toBe(0);
  const seldom = sum(counts.slice(cells / 4, half)) / (half - cells / 4);
  const often = sum(counts.slice(half)) / (cells - half);
  // Nine times as often at the first draw, a little less at those after it.
  expect(often / seldom).toBeGreaterThan(6.5);
  expect(often / seldom).toBeLessThan(10.5);
});

test('cells that the model leaves blank are not assumed, nor more cells than there are', () => {
  const puzzle = new Uint8Array(81).fill(5);
  puzzle.fill(BLANK, 70);
  const tokens = new Uint8Array(81).fill(BLANK);
  tokens[75] = 3;
  const { counts, sizes } = frequencies(puzzle, tokens, new Float32Array(81), 20);
  expect(sizes).toEqual([1]);
  expect(counts[75]).toBe(20);
});
