import type { Depth } from './sets';

/** What halting comes to under one limit, beside as many segments for every puzzle. */
export interface Saving {
  /** Segments a puzzle takes on average, and the share solved so. */
  readonly segments: number;
  readonly share: number;
  /** The fewest segments for every puzzle that solve as many; `null` where none of those measured does. */
  readonly fixed: number | null;
}

/**
 * @param limit the ACT limit; beyond what was measured, the last one that was
 * @returns `null` where halting was not measured limit by limit
 */
export function savingOf({ byLimit, solved, count }: Depth, limit: number): Saving | null {
  const act = byLimit[Math.min(limit, byLimit.length) - 1];
  if (act === undefined) return null;
  // Shares are of the same puzzles; half of one of them is less than any difference.
  const enough = act.share - 0.5 / count;
  const first = solved.findIndex(({ share }) => share >= enough);
  return { ...act, fixed: first < 0 ? null : first + 1 };
}
