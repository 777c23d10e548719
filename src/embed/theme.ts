/**
 * Whether text of this colour is on a dark background, because light text is not readable on a
 * light one. The colour of the text is the only colour that every page has.
 * @param colour as `getComputedStyle` gives it; anything else counts as dark text
 */
export function themeFor(colour: string): 'light' | 'dark' {
  const [red, green, blue] = (/^rgba?\(([^)]*)\)$/.exec(colour)?.[1] ?? '')
    .split(/[\s,/]+/)
    .map(Number);
  if (red === undefined || green === undefined || blue === undefined) return 'light';
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 140 ? 'dark' : 'light';
}
