import { plural } from '../../puzzles/plural';
import { BINS, errorByChance, type Calibration } from '../../reasoning/calibration';
import type { Measured } from '../../reasoning/measured';
import { count } from '../teach/words';
import type { OtherWays } from './other-ways';
import { binIn } from './reliability-geometry';
import {
  deepest,
  pairFor,
  solvedAfter,
  type Calibrated,
  type Depth,
  type SetShown,
  type Solved,
  type Thinking,
} from './sets';

/** A share to a tenth of a percent; finer if that would round to 0 or 100 %. */
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

/** The number of segments of the figures, and the reason. */
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

/** All figures at one segment, for screen readers. */
export function readAloud(sets: readonly SetShown[], at: number, numChains: number): string {
  const said = sets.map((set) => {
    const { strong } = pairFor(set, numChains);
    const wide = strong.chains === 1 ? '' : ` in ${plural(strong.chains, 'chain')}`;
    return `${set.title}${wide} ${percent(solvedAfter(strong, at).share)}`;
  });
  return `${plural(at, 'segment')} of ${deepest(sets)}: ${said.join(', ')}`;
}

/** The gain of starting over and of several chains where more segments do not help. */
export function otherWaysWords({ title, segments, plain, startingOver, wide }: OtherWays): string {
  const told = [
    `Of the puzzles called ${title}, thinking on solves ${percent(plain)} in ${plural(segments, 'segment')}`,
  ];
  if (startingOver !== null) told.push(`starting over ${percent(startingOver)}`);
  if (wide !== null) told.push(`${plural(wide.chains, 'chain')} at once ${percent(wide.share)}`);
  return `${told.join(', ')}.`;
}

/** The share solved if the model stops by itself, and after how many segments. */
export function stopWords({ stop }: Depth): string {
  return `${percent(stop.share)} after ${stop.segments.toFixed(1)}`;
}

/**
 * Why a ring may be above its curve: it is at a mean of short and long thoughts. Names the set with
 * the largest gap; `null` if there is none.
 */
export function meanWords(sets: readonly SetShown[]): string | null {
  const above = sets
    .map(({ title, one }) => {
      const at = Math.ceil(one.stop.segments);
      const onCurve = solvedAfter(one, at).share;
      return { title, one, at, onCurve, excess: one.stop.share - onCurve };
    })
    .toSorted((a, b) => b.excess - a.excess)[0];
  if (above === undefined || above.excess < 0.01) return null;
  const { title, one, at, onCurve } = above;
  return (
    `The mean is over short and long thoughts: one that is not sure continues, up to segment ` +
    `${one.solved.length}. So a ring may be above its curve, as for ${title}: ${stopWords(one)} ` +
    `on average, where the curve has ${percent(onCurve)} after ${at}.`
  );
}

/** How the model learned when to stop. */
export function qLearningWords({
  gamma,
  count,
  within,
}: NonNullable<Measured['q_learning']>): string {
  return (
    `It stops when halting is worth more than thinking on, minus ${percent(1 - gamma)} for ` +
    `the next segment. This price was chosen on ${count.toLocaleString('en')} separate puzzles, where ` +
    `stopping costs at most ${within} of a point.`
  );
}

export const puzzles = (number: number): string => `${count(number)} puzzles`;

/** A tenth of probability, 0 to 9: 90–100 %. */
export const tenth = (at: number): string => range({ from: at / BINS, to: (at + 1) / BINS });

export function range({ from, to }: { readonly from: number; readonly to: number }): string {
  return `${Math.round(100 * from)}–${Math.round(100 * to)} %`;
}

/** The expected calibration error, and what of it may be chance. */
export function offBy(calibration: Calibration): string {
  const points = (share: number) => (100 * share).toFixed(1);
  return `off by ${points(calibration.error)} points, ${points(errorByChance(calibration))} by chance`;
}

/** All figures at one tenth of probability, for screen readers. */
export function readCalibrationAloud(shown: readonly Calibrated[], at: number): string {
  const said = shown.map(({ set, calibration }) => {
    const bin = binIn(calibration, at);
    if (bin === null) return `${set.title} no answers`;
    return `${set.title} ${percent(bin.right)} right of ${count(bin.count)}`;
  });
  return `${tenth(at)} sure: ${said.join(', ')}`;
}
