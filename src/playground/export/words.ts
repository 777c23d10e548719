import { plural } from '../../puzzles/plural';

/** Which segment a picture shows. */
export const afterWords = (segment: number): string =>
  segment === 0 ? 'the puzzle' : `after ${plural(segment, 'segment')}`;

/** Figures to five digits: more are meaningless for a model of 16-bit weights. */
export const rounded = (value: number): number => Number(value.toPrecision(5));

/** A file's size as people read it. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
