import { expect, test } from 'vitest';
import { controlWords, manyWords, type Inside } from './many-words';

const measured = (one: [number, number], all: [number, number]): Inside => ({
  set: 'minimal',
  count: 100,
  segments: 16,
  participation: [
    { puzzles: 1, H: one[0], L: one[1] },
    { puzzles: 100, H: all[0], L: all[1] },
  ],
});

test('compares the claim of the paper with the measurements', () => {
  const words = manyWords(measured([10, 17], [10.8, 18.6]), 'Dug to minimal');
  expect(words).toContain(
    'Over 100 puzzles (Dug to minimal) it is 10.8 in the slow state and 18.6',
  );
  expect(words).toContain('in the fast one; over a single puzzle, 10.0 and 17.0.');
  expect(words).toMatch(/here the fast state is the richer one\.$/);
  expect(manyWords(measured([5, 5.2], [9.4, 20.4]), '')).toMatch(
    /here it grows, too, but the fast state is the richer one\.$/,
  );
  expect(manyWords(measured([20, 28], [90, 30]), '')).toMatch(/so it does here\.$/);
  expect(manyWords(measured([80, 10], [90, 30]), '')).toMatch(
    /here, too, the slow state is the richer one\.$/,
  );
  expect(manyWords(measured([2.5, 3.6], [3.3, 3.6]), '')).toMatch(
    /here the two are much the same\.$/,
  );
});

test('untrained models are the control, over as many puzzles', () => {
  const inside = measured([10, 17], [20, 30]);
  expect(controlWords(inside)).toBe('');
  const untrained = {
    puzzles: 1,
    participation: [
      { H: 12, L: 13 },
      { H: 14.04, L: 22 },
    ],
  };
  const words = controlWords({ ...inside, untrained });
  expect(words).toContain(
    '2 untrained models of the same config, over 1 puzzle: 12.0 to 14.0 in the slow state, 13.0 to 22.0 in the fast one.',
  );
  expect(words).toContain('the slow state’s 10.0 lies below that range');
});
