/**
 * Segments of a thought to show side by side: all of them, or for a long thought the first, the
 * last and others between. The gaps grow, because a thought changes most at the beginning.
 * @param most largest number, at least 2
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
