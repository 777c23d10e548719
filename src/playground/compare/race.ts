import { scaleLinear, type ScaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { wilsonInterval } from '../../reasoning/calibration';
import type { EntrantFacts, Reading } from '../../worker/experiment-protocol';
import type { Frame } from '../measured/frame';

/** The quantity by which the models of an experiment are compared. */
export const BASES = ['steps', 'operations'] as const;
export type Basis = (typeof BASES)[number];

/** A reading as a point in the chart. */
export interface Place {
  /** Steps, or floating-point operations. */
  readonly x: number;
  /** Share of whole puzzles solved after the last segment, 0…1. */
  readonly share: number;
}

/** The points of an entrant's readings. */
export function placesOf(
  readings: readonly Reading[],
  { stepFlops }: EntrantFacts,
  basis: Basis,
): readonly Place[] {
  const unit = basis === 'steps' ? 1 : stepFlops;
  return readings.map(({ evalResult: { step, exact } }) => ({
    x: unit * step,
    share: exact.at(-1) ?? 0,
  }));
}

export interface RaceScales {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

/**
 * @param steps of every entrant By operations the axis ends with the most expensive entrant, so
 * that none is cut off.
 */
export function raceScales(
  facts: readonly EntrantFacts[],
  steps: number,
  basis: Basis,
  { left, right, top, bottom }: Frame,
): RaceScales {
  const dearest = Math.max(1, ...facts.map(({ stepFlops }) => stepFlops));
  const most = steps * (basis === 'steps' ? 1 : dearest);
  return {
    x: scaleLinear([0, Math.max(1, most)], [left, right]),
    y: scaleLinear([0, 1], [bottom, top]),
  };
}

export function racePath(places: readonly Place[], { x, y }: RaceScales): string {
  const path = line<Place>(
    (place) => x(place.x),
    ({ share }) => y(share),
  );
  return path.digits(1)(places) ?? '';
}

/** An entrant's final result: the share solved with its 95 % interval. */
export function reached(
  readings: readonly Reading[],
): { readonly share: number; readonly bounds: readonly [number, number] } | null {
  const last = readings.at(-1)?.evalResult;
  if (last === undefined) return null;
  const share = last.exact.at(-1) ?? 0;
  return { share, bounds: wilsonInterval(Math.round(share * last.puzzles), last.puzzles) };
}
