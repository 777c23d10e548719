/**
 * The eight ways to lay a grid on a table: turned by quarter turns, and mirrored. Numbers 0…7 name
 * them; 0 leaves the grid as it is. Bits: 1 mirrors left and right, 2 mirrors top and bottom, and 4
 * transposes before either.
 */
export type Dihedral = number;

export const DIHEDRAL_VIEWS = 8;

/** The view that undoes `view`. */
export function invertDihedral(view: Dihedral): Dihedral {
  // Undoing transposes last instead of first, where left and right become top and bottom.
  const swapped = ((view & 1) << 1) | ((view & 2) >> 1);
  return view & 4 ? 4 | swapped : view;
}

/**
 * For each cell of the grid redrawn, row by row, the cell it came from.
 * @param width, @param height of the grid before; they change places where the view transposes
 */
export function dihedralSources(view: Dihedral, width: number, height: number): Uint16Array {
  const [across, down] = view & 4 ? [height, width] : [width, height];
  return Uint16Array.from({ length: width * height }, (_, cell) => {
    const row = view & 2 ? down - 1 - Math.floor(cell / across) : Math.floor(cell / across);
    const column = view & 1 ? across - 1 - (cell % across) : cell % across;
    return view & 4 ? column * width + row : row * width + column;
  });
}
