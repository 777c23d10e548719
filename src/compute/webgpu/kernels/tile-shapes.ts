import type { TileShape } from './matmul-tile';

/** Enough workgroups to occupy the cores of a laptop's or a desktop's GPU. */
export const FULL_GPU = 96;

/**
 * Tiles in which a device computes its products, largest first. A larger tile reads its operands
 * less often; smaller tiles occupy more cores.
 */
export interface TileFamily {
  readonly tiles: readonly TileShape[];
  /** The number of workgroups that occupies the device. */
  readonly wanted: number;
}

/**
 * Operands staged in workgroup memory, the usual choice for a GPU. The smallest tile has few rows,
 * so that a single puzzle fills more workgroups.
 */
export const STAGED: TileFamily = {
  tiles: [
    { threadsX: 16, threadsY: 8, rowsPerThread: 8, columnsPerThread: 4, depth: 4 },
    { threadsX: 8, threadsY: 8, rowsPerThread: 4, columnsPerThread: 4, depth: 4 },
    { threadsX: 16, threadsY: 8, rowsPerThread: 2, columnsPerThread: 2, depth: 8 },
  ],
  wanted: FULL_GPU,
};

/**
 * Operands straight from memory, so that no thread waits for another. If threads are emulated, a
 * barrier costs more than it saves, and a large tile is best even if there are few tiles.
 */
const DIRECT: TileFamily = {
  tiles: [
    { threadsX: 8, threadsY: 8, rowsPerThread: 4, columnsPerThread: 4, depth: null },
    { threadsX: 16, threadsY: 4, rowsPerThread: 2, columnsPerThread: 2, depth: null },
  ],
  wanted: 1,
};

export const TILE_FAMILIES = { staged: STAGED, direct: DIRECT } as const;
export type FamilyName = keyof typeof TILE_FAMILIES;

/** The largest tile that still cuts a rows × columns product into enough workgroups. */
function chooseTile({ tiles, wanted }: TileFamily, rows: number, columns: number): TileShape {
  return tiles.find((tile) => tilesOf(tile, rows, columns) >= wanted) ?? tiles.at(-1)!;
}

/**
 * Tiles worth timing for a product on an unknown device; without timing the first is taken. They
 * are the chosen tile and the next smaller one of the same family, and the tiles without workgroup
 * memory.
 */
export function candidateTiles(family: TileFamily, rows: number, columns: number): TileShape[] {
  const chosen = chooseTile(family, rows, columns);
  const smaller = family.tiles[family.tiles.indexOf(chosen) + 1];
  return [...new Set([chosen, ...(smaller ? [smaller] : []), ...DIRECT.tiles])];
}

/** The name of a tile in the stored choices: `8×8 threads, 4×4 each, direct`. */
export function tileName({ threadsX, threadsY, depth, ...tile }: TileShape): string {
  const fetched = depth === null ? 'direct' : `staged by ${depth}`;
  return `${threadsX}×${threadsY} threads, ${tile.rowsPerThread}×${tile.columnsPerThread} each, ${fetched}`;
}

/** Tiles into which a product is cut. */
export function tilesOf(tile: TileShape, rows: number, columns: number): number {
  return (
    Math.ceil(rows / (tile.threadsY * tile.rowsPerThread)) *
    Math.ceil(columns / (tile.threadsX * tile.columnsPerThread))
  );
}
