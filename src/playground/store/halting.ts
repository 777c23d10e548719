import { wishesToHalt } from '../../hrm/act';
import { claimed } from '../../reasoning/calibration';
import type { Frame, Trace } from '../../reasoning/trace';

/** The range of the ACT limit on this page, in segments. */
export const LIMIT_RANGE = { min: 1, max: 64 } as const;

/** How far a thought goes under an ACT limit, with the Q head heard or not. */
export interface Extent {
  /** First segment at which the Q head wishes to halt, or `null` if it has not (yet). */
  readonly wish: number | null;
  /** The last segment that counts: the wish where it is heeded, otherwise the limit. */
  readonly end: number;
  /** Segments computed so far that count, `0…end`. */
  readonly reached: number;
  /** Whether the thought is over: nothing that counts is still to be computed. */
  readonly done: boolean;
}

/** The Q head's estimate that halting now is right: σ(q_halt), 0…1. */
export function haltProbability(frame: Pick<Frame, 'qHalt'>): number {
  return claimed(frame.qHalt);
}

/** What the Q head expects of thinking on, σ(q_continue), 0…1, where it has learned that. */
export function continueProbability(frame: Pick<Frame, 'qContinue'>): number {
  return claimed(frame.qContinue);
}

/**
 * How sure the Q head must be to halt, σ(q_continue), where that is the same after every segment:
 * then q_continue is no vote but a constant of the model. `null` where it differs or nothing was
 * thought yet. What a person has set in its place, `sureness`, holds for all.
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
  const first = trace.frames.findIndex((frame) =>
    sureness === null
      ? wishesToHalt(frame.qHalt, frame.qContinue)
      : haltProbability(frame) > sureness,
  );
  const wish = first < 0 ? null : first + 1;
  const end = halting && wish !== null ? Math.min(wish, limit) : limit;
  const reached = Math.min(trace.frames.length, end);
  return { wish, end, reached, done: reached === end };
}
