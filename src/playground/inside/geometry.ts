import { line } from 'd3-shape';
import type { InnerFrame } from '../../analysis/inspector';

/** The residual of a step to an unrelated state; only a step from the initial state is larger. */
export const FAR = Math.SQRT2;

/** A step of the thought: its time in segments, and its residual. */
export interface Step {
  /** End of the step; segment t is between t − 1 and t. */
  readonly at: number;
  readonly residual: number;
}

export interface TwoClocks {
  /** The fast module's steps, a list for each turn: from one step of the slow module to the next. */
  readonly turns: readonly (readonly Step[])[];
  /** The slow module's steps. */
  readonly slow: readonly Step[];
}

/** The steps of some segments in order, separated by clock. */
export function twoClocks(frames: readonly InnerFrame[]): TwoClocks {
  const turns: Step[][] = [[]];
  const slow: Step[] = [];
  frames.forEach(({ moves }, segment) =>
    moves.forEach(({ level, residual }, index) => {
      const step = { at: segment + (index + 1) / moves.length, residual };
      if (level === 'L') turns.at(-1)!.push(step);
      else {
        slow.push(step);
        turns.push([]);
      }
    }),
  );
  return { turns: turns.filter((turn) => turn.length > 0), slow };
}

/** @param x, y positions of a time and of a residual, in pixels */
export function pathOf(
  steps: readonly Step[],
  x: (at: number) => number,
  y: (residual: number) => number,
): string {
  const path = line<Step>(
    ({ at }) => x(at),
    ({ residual }) => y(residual),
  );
  return path.digits(1)(steps) ?? '';
}

/** Segments to label on an axis: all if there are few, only some if there are many. */
export function segmentTicks(segments: number): number[] {
  const every = [1, 2, 5, 10].find((step) => segments / step <= 8) ?? 20;
  return Array.from({ length: Math.floor(segments / every) }, (_, index) => (index + 1) * every);
}
