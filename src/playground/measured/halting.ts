import type { Depth } from './sets';

/**
 * The effect of halting under one limit, compared with the same number of segments for every
 * puzzle.
 */
export interface Saving {
  /** Mean number of segments, and the share solved. */
  readonly segments: number;
  readonly share: number;
  /**
   * The smallest number of segments for every puzzle that solves as many; `null` if no measured
   * number does.
   */
  readonly fixed: number | null;
}

/**
 * @param limit the ACT limit; above the measured ones, the last one
 * @returns `null` if halting was not measured for each limit
 */
export function savingOf({ byLimit, solved, count }: Depth, limit: number): Saving | null {
  const act = byLimit[Math.min(limit, byLimit.length) - 1];
  if (act === undefined) return null;
  // Shares are of the same puzzles; half a puzzle is smaller than any difference.
  const enough = act.share - 0.5 / count;
  const first = solved.findIndex(({ share }) => share >= enough);
  return { ...act, fixed: first < 0 ? null : first + 1 };
}
