import type { Calibration, Interval } from '../../reasoning/calibration';
import type { Measured, MeasuredSet } from '../../reasoning/measured';

/** A share of puzzles solved, with its 95 % interval where that was told. */
export interface Solved {
  readonly share: number;
  readonly bounds: Interval | null;
}

/** How well a set of puzzles is solved by so many chains of thought. */
export interface Depth {
  readonly chains: number;
  /** Puzzles in the set. */
  readonly count: number;
  /** After 1, 2, … segments, nobody halting early. */
  readonly solved: readonly Solved[];
  /** Where each puzzle stops by its own Q head: mean segments, and what is solved then. */
  readonly stop: Solved & { readonly segments: number };
  /** The same under limits of 1, 2, … segments; empty where that was not measured. */
  readonly byLimit: readonly { readonly segments: number; readonly share: number }[];
  /** σ(q_halt) there, against what is right. */
  readonly calibration: Calibration | null;
}

/** A set of puzzles as the page shows it. */
export interface SetShown {
  readonly id: string;
  readonly title: string;
  /** What kind of puzzles they are. */
  readonly about: string | null;
  /** The options of `hrm dataset` that make them, where that does. */
  readonly options: string | null;
  readonly one: Depth;
  /** In several chains, the fewest first; none where that was not measured. */
  readonly wide: readonly Depth[];
  /** What comes of chains that start over if unsure, and after how many segments. */
  readonly again: { readonly every: number; readonly depths: readonly Depth[] } | null;
}

/** The sets of a file, in its order. Solved is any right answer, also where a puzzle has several. */
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

/** What is drawn of a set: the line that speaks of thoughts as wide as those now, and the other. */
export interface Pair {
  readonly strong: Depth;
  readonly faint: Depth | null;
}

/**
 * One chain against several, as far as both were measured. Of several widths the one that is
 * nearest, by ratio, to the number of chains on the page stands for all, and the widest beside one chain.
 */
export function pairFor({ one, wide }: SetShown, numChains: number): Pair {
  if (numChains === 1) return { strong: one, faint: wide.at(-1) ?? null };
  const away = ({ chains }: Depth) => Math.abs(Math.log(chains / numChains));
  const [nearest] = wide.toSorted((a, b) => away(a) - away(b));
  return nearest === undefined ? { strong: one, faint: null } : { strong: nearest, faint: one };
}

/** The most segments that any of the sets was measured for. */
export function deepest(sets: readonly SetShown[]): number {
  const all = sets.flatMap(({ one, wide }) => [one, ...wide]);
  return Math.max(1, ...all.map(({ solved }) => solved.length));
}

/** What is solved after so many segments; a set that was measured for fewer tells of its last. */
export function solvedAfter({ solved }: Depth, segments: number): Solved {
  return solved[Math.min(segments, solved.length) - 1]!;
}

/** A set whose Q head was measured. */
export interface Calibrated {
  readonly set: SetShown;
  readonly calibration: Calibration;
}

/** Those among the sets for which it is known how well the Q head judges, in thoughts so wide. */
export function calibrated(sets: readonly SetShown[], numChains: number): readonly Calibrated[] {
  return sets.flatMap((set) => {
    const { calibration } = pairFor(set, numChains).strong;
    return calibration === null ? [] : [{ set, calibration }];
  });
}
