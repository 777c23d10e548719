/** The number in a field. An empty one holds none (`NaN`), though JavaScript takes it for 0. */
export function typedNumber(typed: string): number {
  return typed.trim() === '' ? NaN : Number(typed);
}
