import { input, literal, type Binding } from './kernel';

/**
 * The pending norm of a row. RMSNorm has no gain here, so a row is only scaled, by 1 / √(mean(u²) +
 * epsilon). The kernel that makes u works in tiles that are narrower than a row: each tile adds up
 * the squares of its own columns. The kernel that reads u adds up these sums and scales the row.
 */
export interface RowNorm {
  readonly hidden: number;
  readonly epsilon: number;
}

/** Columns whose squares make one partial sum. Tiles of products with a norm are whole parts wide. */
export const PART_COLUMNS = 32;

/** Shape of the partial sums: whole vectors for each row, those past the last part zero. */
export function squaresShape(rows: number, hidden: number): [rows: number, parts: number] {
  return [rows, 4 * vectorsOf(hidden)];
}

/** An operand, and the partial sums of its rows if their norm is pending: `name` + `Squares`. */
export function normed(operand: Binding, norm: RowNorm | null): Binding[] {
  return norm ? [operand, input(squaresOf(operand.name), 'vec4f')] : [operand];
}

export function squaresOf(name: string): string {
  return `${name}Squares`;
}

/** `fn nameScale(row) -> f32`: the factor for a row of `name`; a constant if there is no norm. */
export function rowScale(name: string, rows: number, norm: RowNorm | null): string {
  if (norm === null) return '';
  const vectors = vectorsOf(norm.hidden);
  return /* wgsl */ `
fn ${name}Scale(wanted: u32) -> f32 {
  let row = min(wanted, ${rows - 1}u);
  var sums = vec4f();
  for (var i = 0u; i < ${vectors}u; i++) { sums += ${squaresOf(name)}[row * ${vectors}u + i]; }
  let mean = (sums.x + sums.y + sums.z + sums.w) / ${literal(norm.hidden)};
  return inverseSqrt(mean + ${literal(norm.epsilon)});
}`;
}

/** ` * nameScale(row)`, or nothing if no norm is pending. */
export function timesScale(name: string, row: string, norm: RowNorm | null): string {
  return norm ? ` * ${name}Scale(${row})` : '';
}

function vectorsOf(hidden: number): number {
  return Math.ceil(hidden / PART_COLUMNS / 4);
}
