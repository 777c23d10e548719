import { expect, test } from 'vitest';
import type { InnerSession } from '../hrm/inner-session';
import { forwardResidual } from './forward-residual';
import { Inspector } from './inspector';

test('a residual is the root mean square of a change', () => {
  expect(forwardResidual(Float32Array.of(1, 2), Float32Array.of(1, 2))).toBe(0);
  expect(forwardResidual(Float32Array.of(0, 0), Float32Array.of(3, -4))).toBeCloseTo(
    Math.sqrt(12.5),
  );
});

/** A session of two channels in which L changes by 1, 2, 3, … and H stays. */
function countingSession(): InnerSession {
  let l = 0;
  let moves = 0;
  const still = Float32Array.of(5, 5);
  return {
    applications: ['L', 'L', 'H'],
    begin: () => {
      l = moves = 0;
      return Promise.resolve({ H: still, L: Float32Array.of(0, 0) });
    },
    segment: () => {
      const step = () => ({ level: 'L' as const, state: Float32Array.of((l += ++moves), l) });
      return Promise.resolve([step(), step(), { level: 'H', state: still }]);
    },
    carry: () => Promise.resolve({ H: still, L: Float32Array.of(l, l) }),
    resume: () => undefined,
    dispose: () => undefined,
  };
}

test('every step is measured against the previous step of its own module, across segments', async () => {
  const inspector = new Inspector(countingSession(), 2);
  await expect(inspector.segment()).rejects.toThrow('No thought has begun');
  for (let again = 0; again < 2; again++) {
    await inspector.begin(Uint32Array.of(1));
    expect(await inspector.segment()).toEqual({
      moves: [
        { level: 'L', residual: 1 },
        { level: 'L', residual: 2 },
        { level: 'H', residual: 0 },
      ],
      participation: { H: 0, L: expect.closeTo(1, 6) as number },
      products: [[25]],
    });
    const { moves, products } = await inspector.segment();
    expect(moves.map(({ residual }) => residual)).toEqual([3, 4, 0]);
    expect(products).toEqual([[25, 25]]);
  }
});
