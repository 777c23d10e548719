/** Positions of segments on a timeline, in pixels; 0 is the puzzle before the first. */
export interface TimelineScale {
  (segment: number): number;
  /** The segment, with its fraction, at a position. */
  invert(pixels: number): number;
  range(): readonly [left: number, right: number];
}

/** A timeline up to this number of segments has equal space for each. */
const EVEN = 16;
/** On a longer one this number of segments has equal space; later ones have less and less. */
const ROOMY = 8;
/**
 * How slowly the space shrinks: on a phone of 360 pixels each of the first has 24 pixels, a
 * finger's width.
 */
const TAIL = 1.2;

/** @param most number of segments on the line */
export function timelineScale(most: number, range: readonly [number, number]): TimelineScale {
  const [left, right] = range;
  const even = most <= EVEN;
  const squeeze = (segment: number) =>
    even || segment <= ROOMY ? segment : ROOMY + TAIL * Math.log1p((segment - ROOMY) / TAIL);
  const stretch = (place: number) =>
    even || place <= ROOMY ? place : ROOMY + TAIL * Math.expm1((place - ROOMY) / TAIL);
  const unit = (right - left) / squeeze(most);
  return Object.assign((segment: number) => left + unit * squeeze(segment), {
    invert: (pixels: number) => stretch((pixels - left) / unit),
    range: () => range,
  });
}
