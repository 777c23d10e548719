import { unroll } from './kernel';

/** Element type under which a matrix with rows of `length` is bound: vectors if rows hold whole ones. */
export function rowType(length: number): 'vec4f' | 'f32' {
  return length % 4 === 0 ? 'vec4f' : 'f32';
}

/**
 * `fn name(row, k4) -> vec4f`: four neighbours of a row of a row-major matrix that is bound as
 * `rowType(length)`; zeros past the row's end. Beyond the last row it fetches the last row again,
 * and the sums are not written. A row of zeros would cost a branch at every fetch.
 *
 * @param reach vectors along the row that are requested, see `MatmulTile`
 * @param stored WGSL for the row in memory that holds `row`, where the two differ.
 */
export function rowLoader(args: {
  readonly name: string;
  readonly buffer: string;
  readonly rows: number;
  readonly length: number;
  readonly reach: number;
  readonly stored?: string;
}): string {
  const { name, buffer, rows, length, reach, stored = 'row' } = args;
  const vectors = Math.ceil(length / 4);
  const fetch =
    rowType(length) === 'vec4f'
      ? `return ${buffer}[(${stored}) * ${vectors}u + k4];`
      : `
  let k = 4u * k4;
  let at = (${stored}) * ${length}u + k;
  var four = vec4f(${buffer}[at], 0f, 0f, 0f);
  if (k + 1u < ${length}u) { four.y = ${buffer}[at + 1u]; }
  if (k + 2u < ${length}u) { four.z = ${buffer}[at + 2u]; }
  if (k + 3u < ${length}u) { four.w = ${buffer}[at + 3u]; }
  return four;`;
  return /* wgsl */ `
fn ${name}(wanted: u32, k4: u32) -> vec4f {
  let row = min(wanted, ${rows - 1}u);
  ${reach > vectors ? `if (k4 >= ${vectors}u) { return vec4f(); }` : ''}
  ${fetch}
}`;
}

/**
 * `fn name(column, r4) -> vec4f`: four neighbours of a column of a row-major matrix that is bound
 * as `f32`; zeros past the last row, and beyond the last column the last column again.
 *
 * @param reach vectors along the column that are requested, see `MatmulTile`
 * @param stored WGSL for the row in memory that holds `row`, where the two differ.
 */
export function columnLoader(args: {
  readonly name: string;
  readonly buffer: string;
  readonly rows: number;
  readonly columns: number;
  readonly reach: number;
  readonly stored?: string;
}): string {
  const { name, buffer, rows, columns, reach, stored = 'row' } = args;
  const vectors = Math.ceil(rows / 4);
  const fetch = (i: number) => {
    const at = `{ let row = 4u * r4 + ${i}u; four[${i}] = ${buffer}[(${stored}) * ${columns}u + column]; }`;
    return rows % 4 === 0 || i === 0 ? at : `if (4u * r4 + ${i}u < ${rows}u) ${at}`;
  };
  return /* wgsl */ `
fn ${name}(wanted: u32, r4: u32) -> vec4f {
  let column = min(wanted, ${columns - 1}u);
  var four = vec4f();
  ${reach > vectors ? `if (r4 >= ${vectors}u) { return four; }` : ''}
  ${unroll(4, fetch)}
  return four;
}`;
}
