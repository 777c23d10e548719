import { solvedAfter, type Depth, type SetShown } from './sets';

/** How the same number of segments can be spent otherwise than by thinking on in one chain. */
export interface OtherWays {
  readonly title: string;
  /** After how many segments all were read: as far as each of them was measured. */
  readonly segments: number;
  /** Share solved by one chain that thinks on. */
  readonly plain: number;
  /** By one chain that starts over; `null` where that was not measured. */
  readonly startingOver: number | null;
  /** By the most chains that were measured. */
  readonly wide: { readonly chains: number; readonly share: number } | null;
}

/** Of all sets the one where another way buys most; `null` where none buys anything. */
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
