import type { TileShape } from './matmul-tile';

/** Enough workgroups to occupy the cores of a laptop's or a desktop's GPU. */
export const FULL_GPU = 96;

/**
 * Tiles a device computes its products in, largest first: a larger tile reads its operands less
 * often, a smaller one spreads wider.
 */
export interface TileFamily {
  readonly tiles: readonly TileShape[];
  /** Workgroups by which the device is occupied. */
  readonly wanted: number;
}

/**
 * Operands staged in workgroup memory: what a GPU is known to like. The smallest has few rows, so
 * that a single puzzle spreads.
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
 * Operands straight from memory, so that no thread waits for another. Where threads are emulated a
 * barrier costs more than what it saves, and a large tile is best however few there are.
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
 * Tiles worth timing for a product where a device is unknown, the first being the one to take untimed:
 * of the family's own the chosen one and the next smaller, and those without workgroup memory.
 */
export function candidateTiles(family: TileFamily, rows: number, columns: number): TileShape[] {
  const chosen = chooseTile(family, rows, columns);
  const smaller = family.tiles[family.tiles.indexOf(chosen) + 1];
  return [...new Set([chosen, ...(smaller ? [smaller] : []), ...DIRECT.tiles])];
}

/** What a tile is called where choices are kept: `8×8 threads, 4×4 each, direct`. */
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
