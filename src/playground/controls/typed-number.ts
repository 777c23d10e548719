/** The number in a field. An empty one gives `NaN`, though JavaScript would give 0. */
export function typedNumber(typed: string): number {
  return typed.trim() === '' ? NaN : Number(typed);
}
