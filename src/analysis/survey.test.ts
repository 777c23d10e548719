import { expect, test } from 'vitest';
import type { InnerSession } from '../hrm/inner-session';
import { survey } from './survey';

/**
 * Two channels; the slow state moves along one axis, the fast one along another axis for each
 * puzzle.
 */
function session(): InnerSession {
  let puzzle = 0;
  let time = 0;
  return {
    applications: ['L', 'H'],
    begin: (tokens) => {
      puzzle = tokens[0]!;
      time = 0;
      return Promise.resolve({ H: Float32Array.of(0, 0), L: Float32Array.of(0, 0) });
    },
    segment: () => {
      time++;
      return Promise.resolve([
        { level: 'L', state: puzzle === 0 ? Float32Array.of(time, 0) : Float32Array.of(0, time) },
        { level: 'H', state: Float32Array.of(3 * time, 0) },
      ]);
    },
    carry: () =>
      Promise.resolve({
        H: Float32Array.of(3 * time, 0),
        L: puzzle === 0 ? Float32Array.of(time, 0) : Float32Array.of(0, time),
      }),
    resume: () => undefined,
    dispose: () => undefined,
  };
}

test('gives ratios over more and more puzzles, and residuals as means over all', async () => {
  const done: number[] = [];
  const puzzles = [0, 1, 0, 1, 0, 1].map((kind) => ({ input: [kind] }));
  const seen = await survey(session(), 2, puzzles, 3, (count) => done.push(count));
  expect(seen).toMatchObject({ count: 6, segments: 3, applications: ['L', 'H'] });
  expect(seen.participation.map(({ puzzles }) => puzzles)).toEqual([1, 2, 5, 6]);
  // One puzzle moves both states along a line; another one moves the fast state elsewhere.
  expect(seen.participation[0]).toMatchObject({ H: 1, L: 1 });
  const [, two, , six] = seen.participation;
  expect(six!.H).toBeCloseTo(1, 6);
  // By hand: variances 8 and 8, covariance −6; 16² / (2 · 8² + 2 · 6²).
  expect(two!.L).toBeCloseTo(1.28, 6);
  // Every step moves by 1 and 3 in one of two channels, the first from where both states start.
  seen.residuals.forEach(([L, H]) => {
    expect(L).toBeCloseTo(Math.SQRT1_2, 6);
    expect(H).toBeCloseTo(3 * Math.SQRT1_2, 6);
  });
  expect(done).toEqual([1, 2, 3, 4, 5, 6]);
});
