import type { Calibration, Interval } from '../../reasoning/calibration';
import type { Measured, MeasuredSet } from '../../reasoning/measured';

/** A share of puzzles solved, with its 95 % interval if known. */
export interface Solved {
  readonly share: number;
  readonly bounds: Interval | null;
}

/** The results of a set of puzzles with a number of chains. */
export interface Depth {
  readonly chains: number;
  /** Puzzles in the set. */
  readonly count: number;
  /** After 1, 2, … segments, without early halting. */
  readonly solved: readonly Solved[];
  /** If each puzzle stops by its own Q head: mean segments and the share solved. */
  readonly stop: Solved & { readonly segments: number };
  /** The same under limits of 1, 2, … segments; empty if not measured. */
  readonly byLimit: readonly { readonly segments: number; readonly share: number }[];
  /** σ(q_halt) there, compared with the right answers. */
  readonly calibration: Calibration | null;
}

/** A set of puzzles for the page. */
export interface SetShown {
  readonly id: string;
  readonly title: string;
  /** What kind of puzzles they are. */
  readonly about: string | null;
  /** The options of `hrm dataset` that make them, if there are any. */
  readonly options: string | null;
  readonly one: Depth;
  /** With several chains, the fewest first; empty if not measured. */
  readonly wide: readonly Depth[];
  /** The results of chains that start over if unsure, and after how many segments. */
  readonly again: { readonly every: number; readonly depths: readonly Depth[] } | null;
}

/** The settings of the thought beside the charts, so that they show what to expect. */
export interface Thinking {
  /** Segments it may take. */
  readonly limit: number;
  /** Its name: "the ACT limit". */
  readonly limitIs: string;
  /** Chains at once. */
  readonly numChains: number;
}

/** The sets of a file, in its order. Any right answer counts as solved. */
export function setsOf({
  segments,
  chains = {},
  restarts = {},
  sets = {},
}: Measured): readonly SetShown[] {
  return Object.entries(segments).map(([id, set]) => ({
    id,
    title: sets[id]?.title ?? id,
    about: sets[id]?.about ?? null,
    options: sets[id]?.options ?? null,
    one: depthOf(1, set),
    wide: depthsOf(chains[id]),
    again: restarts[id]
      ? { every: restarts[id].every, depths: depthsOf(restarts[id].chains) }
      : null,
  }));
}

function depthsOf(byChains: Readonly<Record<string, MeasuredSet>> = {}): readonly Depth[] {
  return Object.entries(byChains)
    .map(([numChains, wide]) => depthOf(Number(numChains), wide))
    .sort((a, b) => a.chains - b.chains);
}

function depthOf(chains: number, set: MeasuredSet): Depth {
  const { act, count } = set;
  const byLimit = act.by_limit;
  const [shares, bounds] =
    set.valid === undefined ? [set.exact, set.exact_95] : [set.valid, set.valid_95];
  const [share, range] =
    act.valid === undefined ? [act.exact, act.exact_95] : [act.valid, act.valid_95];
  return {
    chains,
    count,
    solved: shares.map((share, index) => ({ share, bounds: bounds?.[index] ?? null })),
    stop: { segments: act.mean_segments, share, bounds: range ?? null },
    byLimit: (byLimit?.mean_segments ?? []).map((segments, index) => ({
      segments,
      share: (byLimit!.valid ?? byLimit!.exact)[index]!,
    })),
    calibration: act.calibration ?? null,
  };
}

/** The lines of a set: the one for the page's number of chains, and the other. */
export interface Pair {
  readonly strong: Depth;
  readonly faint: Depth | null;
}

/**
 * One chain and several, up to the segments measured for both. Of several measured numbers of
 * chains it takes the nearest, by ratio, to that of the page, and the largest if the page has one
 * chain.
 */
export function pairFor({ one, wide }: SetShown, numChains: number): Pair {
  if (numChains === 1) return { strong: one, faint: wide.at(-1) ?? null };
  const away = ({ chains }: Depth) => Math.abs(Math.log(chains / numChains));
  const [nearest] = wide.toSorted((a, b) => away(a) - away(b));
  return nearest === undefined ? { strong: one, faint: null } : { strong: nearest, faint: one };
}

/** The largest number of segments measured for any set. */
export function deepest(sets: readonly SetShown[]): number {
  const all = sets.flatMap(({ one, wide }) => [one, ...wide]);
  return Math.max(1, ...all.map(({ solved }) => solved.length));
}

/** The share solved after some segments; a set measured for fewer gives its last one. */
export function solvedAfter({ solved }: Depth, segments: number): Solved {
  return solved[Math.min(segments, solved.length) - 1]!;
}

/** A set whose Q head was measured. */
export interface Calibrated {
  readonly set: SetShown;
  readonly calibration: Calibration;
}

/** The sets with a measured calibration of the Q head for this number of chains. */
export function calibrated(sets: readonly SetShown[], numChains: number): readonly Calibrated[] {
  return sets.flatMap((set) => {
    const { calibration } = pairFor(set, numChains).strong;
    return calibration === null ? [] : [{ set, calibration }];
  });
}
