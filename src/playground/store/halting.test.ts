import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extentOf, haltProbability } from './halting';

/** A trace of which only the wishes to halt matter. */
function traceOf(wishes: readonly boolean[]) {
  return {
    frames: wishes.map((wish) => ({
      tokens: new Uint8Array(),
      confidence: new Float32Array(),
      qHalt: wish ? 1 : -1,
      qContinue: 0,
      milliseconds: 1,
    })),
  };
}

test('the first wish ends the thought, if heeded and within the limit', () => {
  const trace = traceOf([false, false, true, false, true]);
  expect(extentOf(trace, 16, true)).toEqual({ wish: 3, end: 3, reached: 3, done: true });
  expect(extentOf(trace, 2, true)).toEqual({ wish: 3, end: 2, reached: 2, done: true });
  expect(extentOf(trace, 16, false)).toEqual({ wish: 3, end: 16, reached: 5, done: false });
});

test('without a wish the thought runs to the limit', () => {
  expect(extentOf(traceOf([false, false]), 4, true)).toEqual({
    wish: null,
    end: 4,
    reached: 2,
    done: false,
  });
});

test('an extent never passes the limit or what is computed, and a lower limit never ends later', () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { maxLength: 32 }),
      fc.integer({ min: 1, max: 32 }),
      fc.integer({ min: 1, max: 32 }),
      fc.boolean(),
      (wishes, a, b, halting) => {
        const trace = traceOf(wishes);
        const low = extentOf(trace, Math.min(a, b), halting);
        const high = extentOf(trace, Math.max(a, b), halting);
        expect(low.end).toBeLessThanOrEqual(Math.min(a, b));
        expect(low.reached).toBeLessThanOrEqual(wishes.length);
        expect(low.end).toBeLessThanOrEqual(high.end);
        expect(low.done).toBe(low.reached === low.end);
      },
    ),
  );
});

test('σ(q_halt) is a probability', () => {
  expect(haltProbability({ qHalt: 0 })).toBe(0.5);
  expect(haltProbability({ qHalt: 40 })).toBeCloseTo(1);
  expect(haltProbability({ qHalt: -40 })).toBeCloseTo(0);
});
