/**
 * The eight symmetries of a square: quarter turns and mirror images. They are numbered as in the
 * official code.
 */
export const DIHEDRAL = {
  identity: 0,
  /** A quarter turn anticlockwise. */
  turnLeft: 1,
  halfTurn: 2,
  turnRight: 3,
  /** Left and right change places. */
  mirrorColumns: 4,
  /** Top and bottom change places. */
  mirrorRows: 5,
  transpose: 6,
  /** Mirrored at the other diagonal, from the lower left to the upper right. */
  antiTranspose: 7,
} as const;

/** 0 to 7, see `DIHEDRAL`. */
export type Dihedral = (typeof DIHEDRAL)[keyof typeof DIHEDRAL];

export const ALL_DIHEDRAL: readonly Dihedral[] = Object.values(DIHEDRAL);

/** The source of a cell of the new grid, given the last row and column of the old grid. */
type Source = (row: number, column: number, bottom: number, right: number) => [number, number];

const SOURCES: Readonly<Record<Dihedral, Source>> = {
  0: (row, column) => [row, column],
  1: (row, column, _, right) => [column, right - row],
  2: (row, column, bottom, right) => [bottom - row, right - column],
  3: (row, column, bottom) => [bottom - column, row],
  4: (row, column, _, right) => [row, right - column],
  5: (row, column, bottom) => [bottom - row, column],
  6: (row, column) => [column, row],
  7: (row, column, bottom, right) => [bottom - column, right - row],
};

const SWAPS_SIDES: ReadonlySet<Dihedral> = new Set([1, 3, 6, 7]);

/** Whether the view turns columns into rows, so that width and height change places. */
export function swapsSides(view: Dihedral): boolean {
  return SWAPS_SIDES.has(view);
}

/** The view that undoes `view`. All but the quarter turns undo themselves. */
export function invertDihedral(view: Dihedral): Dihedral {
  if (view === DIHEDRAL.turnLeft) return DIHEDRAL.turnRight;
  return view === DIHEDRAL.turnRight ? DIHEDRAL.turnLeft : view;
}

/**
 * For each cell of the new grid, row by row, the cell it came from.
 * @param width, @param height of the old grid; they change places if `swapsSides`
 */
export function dihedralSources(view: Dihedral, width: number, height: number): Uint16Array {
  const across = swapsSides(view) ? height : width;
  const source = SOURCES[view];
  return Uint16Array.from({ length: width * height }, (_, cell) => {
    const [row, column] = source(Math.floor(cell / across), cell % across, height - 1, width - 1);
    return row * width + column;
  });
}
