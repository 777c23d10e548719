import { claimed } from '../../reasoning/calibration';
import { isWish, type Frame, type Trace } from '../../reasoning/trace';

/** The range of the ACT limit on this page, in segments. */
export const LIMIT_RANGE = { min: 1, max: 64 } as const;

/** The extent of a thought under an ACT limit, with or without halting by the Q head. */
export interface Extent {
  /** First segment at which the Q head wishes to halt, or `null` if it has not (yet). */
  readonly wish: number | null;
  /** The last counted segment: that of the wish if halting is on, otherwise the limit. */
  readonly end: number;
  /** Counted segments computed so far, `0…end`. */
  readonly reached: number;
  /** Whether the thought is over: all counted segments are computed. */
  readonly done: boolean;
}

/** The Q head's estimate that halting now is right: σ(q_halt), 0…1. */
export function haltProbability(frame: Pick<Frame, 'qHalt'>): number {
  return claimed(frame.qHalt);
}

/** The Q head's value of thinking on, σ(q_continue), 0…1, if it was learned. */
export function continueProbability(frame: Pick<Frame, 'qContinue'>): number {
  return claimed(frame.qContinue);
}

/**
 * The threshold of the Q head, σ(q_continue), if it is the same after every segment: q_continue is
 * then a constant of the model. `null` if it differs or there is no segment yet. A person's own
 * threshold, `sureness`, replaces it.
 */
export function haltThreshold(
  frames: readonly Pick<Frame, 'qContinue'>[],
  sureness: number | null,
): number | null {
  if (sureness !== null) return sureness;
  const [first, ...others] = frames;
  if (first === undefined) return null;
  const same = others.every(({ qContinue }) => Math.abs(qContinue - first.qContinue) < 1e-3);
  return same ? claimed(first.qContinue) : null;
}

/** What ends a thought. */
export interface HaltingRule {
  /** The ACT limit M_max, in segments. */
  readonly limit: number;
  /** Whether the first wish to halt ends the thought. */
  readonly halting: boolean;
  /** σ(q_halt) above which it wishes to halt; `null` for the model's own rule. */
  readonly sureness: number | null;
}

export function extentOf(
  trace: Pick<Trace, 'frames'>,
  { limit, halting, sureness }: HaltingRule,
): Extent {
  const first = trace.frames.findIndex(
    sureness === null
      ? isWish
      : (frame) => frame.assumed === undefined && haltProbability(frame) > sureness,
  );
  const wish = first < 0 ? null : first + 1;
  const end = halting && wish !== null ? Math.min(wish, limit) : limit;
  const reached = Math.min(trace.frames.length, end);
  return { wish, end, reached, done: reached === end };
}
