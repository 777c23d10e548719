import { plural } from '../../puzzles/plural';
import { BINS, claimed } from '../../reasoning/calibration';
import type { Measured } from '../../reasoning/measured';
import { count } from '../teach/words';
import type { Thinking } from './DepthPanels';
import { binIn } from './reliability-geometry';
import {
  deepest,
  pairFor,
  solvedAfter,
  type Calibrated,
  type Depth,
  type SetShown,
  type Solved,
} from './sets';

/** A share to a tenth of a percent; finer where that would call nearly all, all, or a few, none. */
export function percent(share: number): string {
  const value = 100 * share;
  const rounded = value.toFixed(1);
  if (value === 0 || value === 100) return `${value} %`;
  return rounded === '100.0' || rounded === '0.0' ? `${value.toFixed(2)} %` : `${rounded} %`;
}

/** An interval in percent: 92.1–95.1. */
export function between([low, high]: readonly [number, number]): string {
  return `${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)}`;
}

export function withBounds({ share, bounds }: Solved): string {
  return bounds === null ? percent(share) : `${percent(share)} (${between(bounds)})`;
}

/** After how many segments the figures are told, and why so many. */
export function moment(
  at: number,
  { limit, limitIs }: Pick<Thinking, 'limit' | 'limitIs'>,
  last: number,
): string {
  if (at === limit) return `After ${plural(at, 'segment')}, ${limitIs}`;
  if (at === last && limit > last) {
    return `After ${plural(at, 'segment')}, as long as was measured; ${limitIs} is ${limit}`;
  }
  return `After ${plural(at, 'segment')}`;
}

/** All that is read off at one place, for those who hear it. */
export function readAloud(sets: readonly SetShown[], at: number, breadth: number): string {
  const said = sets.map((set) => {
    const { strong } = pairFor(set, breadth);
    const wide = strong.chains === 1 ? '' : ` in ${plural(strong.chains, 'chain')}`;
    return `${set.title}${wide} ${percent(solvedAfter(strong, at).share)}`;
  });
  return `${plural(at, 'segment')} of ${deepest(sets)}: ${said.join(', ')}`;
}

/**
 * What starting over and several chains buy where thinking on does not, told of the set of puzzles
 * where they buy most; `null` where neither was measured.
 */
export function otherWays(sets: readonly SetShown[]): string | null {
  const ways = sets.flatMap(({ title, one, wide, again }) => {
    const retried = again?.depths.find(({ chains }) => chains === 1);
    const widest = wide.at(-1);
    const segments = Math.min(
      ...[one, retried, widest].map((way) => way?.solved.length ?? Infinity),
    );
    const after = (way: Depth) => solvedAfter(way, segments).share;
    const told = [
      ...(retried === undefined ? [] : [{ way: 'starting over', share: after(retried) }]),
      ...(widest === undefined
        ? []
        : [{ way: `${plural(widest.chains, 'chain')} at once`, share: after(widest) }]),
    ];
    const gain = Math.max(...told.map(({ share }) => share)) - after(one);
    return told.length === 0 ? [] : [{ title, segments, plain: after(one), told, gain }];
  });
  const best = ways.toSorted((a, b) => b.gain - a.gain)[0];
  if (best === undefined || best.gain <= 0) return null;
  const rest = best.told.map(({ way, share }) => `${way} ${percent(share)}`).join(', ');
  return (
    `Of the puzzles called ${best.title}, thinking on solves ${percent(best.plain)} in ` +
    `${plural(best.segments, 'segment')}, ${rest}.`
  );
}

/** What is solved where the model may stop by itself, and how soon. */
export function stopWords({ stop }: Depth): string {
  return `${percent(stop.share)} after ${stop.segments.toFixed(1)}`;
}

/** How sure the model must be to stop, and how that was chosen. */
export function patienceWords({
  q_continue,
  count,
  within,
}: NonNullable<Measured['patience']>): string {
  const points = within === 0.5 ? 'half a point' : `${within} of a point`;
  return (
    `It stops once σ(q_halt) is above ${percent(claimed(q_continue))}, a bar set on ` +
    `${puzzles(count)} used for nothing else: there stopping costs at most ${points}.`
  );
}

export const puzzles = (number: number): string => `${count(number)} puzzles`;

/** A tenth of probability, 0 to 9: 90–100 %. */
export const tenth = (at: number): string => range({ from: at / BINS, to: (at + 1) / BINS });

export function range({ from, to }: { readonly from: number; readonly to: number }): string {
  return `${Math.round(100 * from)}–${Math.round(100 * to)} %`;
}

/** The expected calibration error, in words. */
export function offBy(error: number): string {
  return `off by ${(100 * error).toFixed(1)} points`;
}

/** All that is read off at one tenth of probability, for those who hear it. */
export function readCalibrationAloud(shown: readonly Calibrated[], at: number): string {
  const said = shown.map(({ set, calibration }) => {
    const bin = binIn(calibration, at);
    if (bin === null) return `${set.title} no answers`;
    return `${set.title} ${percent(bin.right)} right of ${count(bin.count)}`;
  });
  return `${tenth(at)} sure: ${said.join(', ')}`;
}
