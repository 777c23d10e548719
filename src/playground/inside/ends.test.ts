import { expect, test } from 'vitest';
import { endsOf, tell } from './ends';

const frame = (
  ...rows: readonly (readonly [token: number, residual: number, qHalt: number])[]
) => ({
  segment: 1,
  products: [],
  rows: rows.map(([token, residual, qHalt]) => ({
    tokens: Uint8Array.of(token),
    residual,
    qHalt,
  })),
});
const solvedBy = ([token]: Uint8Array) => token === 1;

test('equal answers have one number', () => {
  const ends = endsOf([frame([1, 0.1, 2], [5, 0.4, -3], [1, 0.2, 1])], solvedBy);
  expect(ends.map(({ answer, right }) => [answer, right])).toEqual([
    [0, true],
    [1, false],
    [0, true],
  ]);
});

test('says whether small residuals distinguish right from wrong', () => {
  const calm = tell(endsOf([frame([1, 0.1, 2], [5, 0.4, -3], [1, 0.2, 1])], solvedBy));
  expect(calm).toContain('2 of 3 starts end in a right answer; there are 2 answers in all.');
  expect(calm).toContain(
    'of 2 pairs of a right and a wrong one, the right one is the calmer in 100 %',
  );
  const mixed = tell(endsOf([frame([1, 0.3, 0], [5, 0.1, 4], [6, 0.3, 0])], solvedBy));
  expect(mixed).toContain('the calmer in 25 %, and the surer by its Q head in 25 %');
  expect(tell(endsOf([frame([1, 0.1, 2], [1, 0.1, 2])], solvedBy))).toContain('All 2 starts end');
  expect(tell(endsOf([frame([1, 0, 0], [2, 0, 0])], () => null))).toBe(
    '2 answers from 2 starts; which is right is not known.',
  );
});
