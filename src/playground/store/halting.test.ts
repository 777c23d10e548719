import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extentOf, haltProbability, haltThreshold } from './halting';

/** A trace in which only the wishes to halt matter. */
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

const HEEDED = { halting: true, sureness: null };

test('the first wish ends the thought, if halting is on and it is within the limit', () => {
  const trace = traceOf([false, false, true, false, true]);
  expect(extentOf(trace, { limit: 16, ...HEEDED })).toEqual({
    wish: 3,
    end: 3,
    reached: 3,
    done: true,
  });
  expect(extentOf(trace, { limit: 2, ...HEEDED })).toEqual({
    wish: 3,
    end: 2,
    reached: 2,
    done: true,
  });
  expect(extentOf(trace, { limit: 16, ...HEEDED, halting: false })).toEqual({
    wish: 3,
    end: 16,
    reached: 5,
    done: false,
  });
});

test('without a wish the thought runs to the limit', () => {
  expect(extentOf(traceOf([false, false]), { limit: 4, ...HEEDED })).toEqual({
    wish: null,
    end: 4,
    reached: 2,
    done: false,
  });
});

test('an extent is never beyond the limit or the computed segments, and a lower limit never ends later', () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { maxLength: 32 }),
      fc.integer({ min: 1, max: 32 }),
      fc.integer({ min: 1, max: 32 }),
      fc.boolean(),
      (wishes, a, b, halting) => {
        const trace = traceOf(wishes);
        const low = extentOf(trace, { limit: Math.min(a, b), halting, sureness: null });
        const high = extentOf(trace, { limit: Math.max(a, b), halting, sureness: null });
        expect(low.end).toBeLessThanOrEqual(Math.min(a, b));
        expect(low.reached).toBeLessThanOrEqual(wishes.length);
        expect(low.end).toBeLessThanOrEqual(high.end);
        expect(low.done).toBe(low.reached === low.end);
      },
    ),
  );
});

test('a person may set a higher or lower probability than the model’s own', () => {
  const trace = traceOf([false, true]);
  // σ(−1) is 27 %, σ(1) 73 %.
  const at = (sureness: number) => extentOf(trace, { limit: 4, halting: true, sureness }).wish;
  expect([at(0.2), at(0.5), at(0.8)]).toEqual([1, 2, null]);
  expect(haltThreshold(trace.frames, 0.8)).toBe(0.8);
  expect(haltThreshold(trace.frames, null)).toBe(0.5);
});

test('an answer that rests on assumptions ends no thought, whatever the threshold', () => {
  const { frames } = traceOf([true, true]);
  const trace = { frames: [{ ...frames[0]!, assumed: [4] }, frames[1]!] };
  for (const sureness of [null, 0.5]) {
    expect(extentOf(trace, { limit: 4, halting: true, sureness }).wish).toBe(2);
  }
});

test('σ(q_halt) is a probability', () => {
  expect(haltProbability({ qHalt: 0 })).toBe(0.5);
  expect(haltProbability({ qHalt: 40 })).toBeCloseTo(1);
  expect(haltProbability({ qHalt: -40 })).toBeCloseTo(0);
});
