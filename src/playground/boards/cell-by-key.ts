/**
 * The cell that a key leads to on a square board, across an edge to the other side: arrows, Home
 * and End, with Ctrl to the first and last cell; `null` if the key does not move.
 */
export function cellByKey(key: string, ctrl: boolean, cell: number, side: number): number | null {
  const cells = side * side;
  const column = cell % side;
  const first = cell - column;
  switch (key) {
    case 'ArrowLeft':
      return first + ((column + side - 1) % side);
    case 'ArrowRight':
      return first + ((column + 1) % side);
    case 'ArrowUp':
      return (cell + cells - side) % cells;
    case 'ArrowDown':
      return (cell + side) % cells;
    case 'Home':
      return ctrl ? 0 : first;
    case 'End':
      return ctrl ? cells - 1 : first + side - 1;
    default:
      return null;
  }
}
