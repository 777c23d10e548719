/**
 * Segments of a thought to show beside each other: all of them, or of a long one the first, the last
 * and others between, ever farther apart, for a thought changes most at first.
 * @param most how many there may be, at least 2
 */
export function stillsOf(segments: number, most: number): readonly number[] {
  const stills: number[] = [];
  const count = Math.min(segments, most);
  for (let index = 0; index < count; index++) {
    const spaced = Math.round(segments ** (index / (count - 1 || 1)));
    stills.push(Math.max((stills.at(-1) ?? 0) + 1, spaced));
  }
  return stills;
}
