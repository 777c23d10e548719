import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeArc } from './codec';
import { gridKey, gridsEqual, type ArcGrid } from './grid';
import { anyGrid, anyView } from './testing';
import { parseArcGrid } from './text';
import { IDENTITY_VIEW, viewGrid, type ArcView } from './views';
import { passes, vote } from './vote';

const SIDE = 6;
const predict = (grid: ArcGrid, qHalt: number, view: ArcView = IDENTITY_VIEW) => ({
  view,
  tokens: encodeArc(viewGrid(grid, view), SIDE),
  qHalt,
});
const [a, b, c] = ['12\n34', '5', '678'].map(parseArcGrid) as [ArcGrid, ArcGrid, ArcGrid];
const nothing = { view: IDENTITY_VIEW, tokens: new Uint8Array(SIDE * SIDE), qHalt: 9 };

test('more votes come first, then the higher mean of σ(q_halt), then the earliest', () => {
  const answers = vote([predict(b, 3), predict(a, -5), predict(c, 0), predict(a, -5), nothing]);
  expect(answers.map(({ grid }) => grid)).toEqual([a, b, c]);
  expect(answers.map(({ votes }) => votes)).toEqual([2, 1, 1]);
  expect(answers[0]!.voters).toEqual([1, 3]);
  expect(answers[1]!.confidence).toBeCloseTo(1 / (1 + Math.exp(-3)), 12);
  expect(answers[2]!.confidence).toBe(0.5);
  const equals = vote([predict(c, 1), predict(b, 1)]);
  expect(equals.map(({ grid }) => grid)).toEqual([c, b]);
});

test('it is the mean of the probabilities that counts, not of the logits', () => {
  // Mean logits say b (2.5 against 2), mean probabilities say a (0.88 against 0.76).
  const answers = vote([predict(b, 0.05), predict(b, 4.95), predict(a, 2), predict(a, 2)]);
  expect(answers[0]!.grid).toEqual(a);
});

test('no grid, no vote', () => {
  expect(vote([nothing, nothing])).toEqual([]);
  expect(vote([])).toEqual([]);
});

test('two attempts pass if either is right', () => {
  const answers = vote([predict(a, 0), predict(a, 0), predict(b, 1), predict(c, 0)]);
  expect([a, b, c].map((grid) => passes(answers, grid))).toEqual([true, true, false]);
  expect([a, b, c].map((grid) => passes(answers, grid, 1))).toEqual([true, false, false]);
});

test('views are undone: equal answers count together, whatever their view', () => {
  const ballots = fc.array(
    fc.record({ choice: fc.nat(2), view: anyView(), qHalt: fc.double({ min: -9, max: 9 }) }),
    { minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(fc.array(anyGrid(SIDE), { minLength: 3, maxLength: 3 }), ballots, (grids, cast) => {
      const predictions = cast.map(({ choice, view, qHalt }) =>
        predict(grids[choice]!, qHalt, view),
      );
      const answers = vote(predictions);
      const wanted = new Map<string, number>();
      for (const { choice } of cast) {
        const key = gridKey(grids[choice]!);
        wanted.set(key, (wanted.get(key) ?? 0) + 1);
      }
      expect(new Map(answers.map(({ grid, votes }) => [gridKey(grid), votes]))).toEqual(wanted);
      for (const { grid, voters, votes, confidence } of answers) {
        expect(voters).toHaveLength(votes);
        expect(voters.every((at) => gridsEqual(grids[cast[at]!.choice]!, grid))).toBe(true);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThan(1);
      }
      answers.slice(1).forEach((later, at) => {
        const earlier = answers[at]!;
        expect(earlier.votes).toBeGreaterThanOrEqual(later.votes);
        if (earlier.votes === later.votes) {
          expect(earlier.confidence).toBeGreaterThanOrEqual(later.confidence);
        }
      });
    }),
  );
});
