import { solvedAfter, type Depth, type SetShown } from './sets';

/** Other ways to use the same number of segments than one long chain. */
export interface OtherWays {
  readonly title: string;
  /** The number of segments: the largest that was measured for each way. */
  readonly segments: number;
  /** Share solved by one long chain. */
  readonly plain: number;
  /** By one chain that starts over; `null` if not measured. */
  readonly startingOver: number | null;
  /** By the largest measured number of chains. */
  readonly wide: { readonly chains: number; readonly share: number } | null;
}

/** The set where another way gains most; `null` if none gains anything. */
export function bestOtherWays(sets: readonly SetShown[]): OtherWays | null {
  const all = sets.map(otherWays).filter((ways) => gain(ways) > 0);
  return all.toSorted((a, b) => gain(b) - gain(a))[0] ?? null;
}

function otherWays({ title, one, wide, again }: SetShown): OtherWays {
  const retried = again?.depths.find(({ chains }) => chains === 1);
  const widest = wide.at(-1);
  const measured = [one, retried, widest].filter((way): way is Depth => way !== undefined);
  const segments = Math.min(...measured.map(({ solved }) => solved.length));
  const share = (way: Depth) => solvedAfter(way, segments).share;
  return {
    title,
    segments,
    plain: share(one),
    startingOver: retried === undefined ? null : share(retried),
    wide: widest === undefined ? null : { chains: widest.chains, share: share(widest) },
  };
}

function gain({ plain, startingOver, wide }: OtherWays): number {
  return Math.max(startingOver ?? 0, wide?.share ?? 0) - plain;
}
