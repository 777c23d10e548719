import { matmulTile, type MatmulTile, type TileShape } from './matmul-tile';
import { tilesOf } from './tile-shapes';

/** A product cut into tiles, one for each workgroup. */
export interface ProductTile extends Omit<MatmulTile, 'each'> {
  readonly workgroups: number;
  /** As in `MatmulTile`, and the start of the tile in the product: `row0` and `column0`. */
  readonly setup: string;
  /**
   * Statements for each of a thread's sums that lie within the product. They see its `row` and
   * `column` there.
   */
  eachElement(statements: (sum: string, i: number, j: number) => string): string;
}

/**
 * @param rows, @param columns of the product, @param length of the axis summed over
 * @param room as in `matmulTile`
 */
export function productTile(
  shape: TileShape,
  rows: number,
  columns: number,
  length: number,
  room = 0,
): ProductTile {
  const tile = matmulTile(shape, length, room);
  const across = Math.ceil(columns / tile.columns);
  return {
    ...tile,
    workgroups: tilesOf(shape, rows, columns),
    setup: /* wgsl */ `
  ${tile.setup}
  let row0 = workgroup / ${across}u * ${tile.rows}u;
  let column0 = workgroup % ${across}u * ${tile.columns}u;`,
    eachElement: (statements) =>
      tile.each(
        (i, j) => `{
    let row = row0 + ${tile.row(i)};
    let column = column0 + ${tile.column(j)};
    if (row < ${rows}u && column < ${columns}u) {
      ${statements(tile.sum(i, j), i, j)}
    }
  }`,
      ),
  };
}
