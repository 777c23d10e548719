import { geometryForCells } from '../../puzzles/sudoku/geometry';

/** What a cell reads, put into words and numbers. */
export interface Reads {
  /** Weight of every cell. */
  readonly cells: Float32Array;
  /** Weight of the positions in front of the cells, which hold the puzzle's embedding. */
  readonly prefix: number;
}

/** @param weights [L], @param prefix positions in front of the cells */
export function readsOf(weights: Float32Array, prefix: number): Reads {
  return {
    cells: weights.slice(prefix),
    prefix: weights.subarray(0, prefix).reduce((sum, weight) => sum + weight, 0),
  };
}

/**
 * Shares of the weight by group of cells; each cell counts for the first group that contains it.
 */
export function sharesOf(
  { cells, prefix }: Reads,
  cell: number,
  kin: readonly (readonly [name: string, cells: readonly number[]])[],
): readonly (readonly [name: string, share: number])[] {
  const left = new Set(cells.keys());
  const take = (of: readonly number[]) => {
    let sum = 0;
    for (const each of of) if (left.delete(each)) sum += cells[each]!;
    return sum;
  };
  const shares: (readonly [string, number])[] = [['itself', take([cell])]];
  for (const [name, members] of kin) shares.push([`its ${name}`, take(members)]);
  shares.push(['elsewhere', take([...left])]);
  if (prefix > 0) shares.push(['the task’s embedding', prefix]);
  return shares;
}

/** Row, column and box of a cell of a Sudoku. */
export function kinOfSudoku(cell: number, side: number) {
  const { cells, rowOf, columnOf, boxOf } = geometryForCells(side * side);
  const all = Array.from({ length: cells }, (_, each) => each);
  const sharing = (unitOf: Uint8Array) => all.filter((each) => unitOf[each] === unitOf[cell]);
  return [
    ['row', sharing(rowOf)],
    ['column', sharing(columnOf)],
    ['box', sharing(boxOf)],
  ] as const;
}

/** The cells within two steps of a cell. */
export function kinOfGrid(cell: number, side: number) {
  const [row, column] = [Math.floor(cell / side), cell % side];
  const near = Array.from({ length: side * side }, (_, each) => each).filter(
    (each) => Math.abs(Math.floor(each / side) - row) + Math.abs((each % side) - column) <= 2,
  );
  return [['neighbours within two cells', near]] as const;
}
