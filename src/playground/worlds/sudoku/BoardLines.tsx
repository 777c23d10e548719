import { FALLING, RISING, type SudokuGeometry } from '../../../puzzles/sudoku/geometry';
import { usePlayground } from '../../usePlayground';
import { CELL } from './SudokuCell';
import { geometryOf } from './geometry-of';

/** Hairlines between cells, ink between boxes. */
export function BoardLines() {
  const { size, boxHeight, boxWidth } = usePlayground(({ board }) => geometryOf(board));
  const side = size * CELL;
  const inner = Array.from({ length: size - 1 }, (_, i) => i + 1);
  const isEdge = (i: number, of: number) => i % of === 0;
  const path = (edges: boolean) =>
    inner
      .map(
        (i) =>
          (isEdge(i, boxHeight) === edges ? `M 0 ${i * CELL} H ${side} ` : '') +
          (isEdge(i, boxWidth) === edges ? `M ${i * CELL} 0 V ${side} ` : ''),
      )
      .join('');
  return (
    <g className="board-lines" aria-hidden="true">
      <path className="hairline" d={path(false)} />
      <path className="boxline" d={path(true)} />
      <rect className="boxline" width={side} height={side} rx={3} />
    </g>
  );
}

/** A tint on the long diagonals, if they are units. */
export function Diagonals() {
  const { rule, cells, rowOf, columnOf, diagonalsOf } = usePlayground(({ board }) =>
    geometryOf(board),
  );
  if (rule !== 'diagonal') return null;
  const squares = Array.from({ length: cells }, (_, cell) => cell)
    .filter((cell) => diagonalsOf[cell] !== 0)
    .map((cell) => rectangle(columnOf[cell]!, rowOf[cell]!, 1, 1));
  return <path className="diagonals" d={squares.join(' ')} aria-hidden="true" />;
}

/** The units of the cell under the pointer. */
export function HoverWash() {
  const hovered = usePlayground((state) => state.hovered);
  const geometry = usePlayground(({ board }) => geometryOf(board));
  if (hovered === null) return null;
  return <path className="hover-wash" d={unitsOutline(hovered, geometry)} aria-hidden="true" />;
}

/** One path with a non-zero fill: where units overlap, the tint is not darker. */
function unitsOutline(cell: number, geometry: SudokuGeometry): string {
  const { size, boxHeight, boxWidth, cells, rowOf, columnOf, diagonalsOf } = geometry;
  const row = rowOf[cell]!;
  const column = columnOf[cell]!;
  const along = (bit: number) =>
    Array.from({ length: cells }, (_, other) => other)
      .filter((other) => (diagonalsOf[cell]! & diagonalsOf[other]! & bit) !== 0)
      .map((other) => rectangle(columnOf[other]!, rowOf[other]!, 1, 1));
  return [
    rectangle(0, row, size, 1),
    rectangle(column, 0, 1, size),
    rectangle(column - (column % boxWidth), row - (row % boxHeight), boxWidth, boxHeight),
    ...along(FALLING),
    ...along(RISING),
  ].join(' ');
}

/** A rectangle of cells, as a path. */
function rectangle(x: number, y: number, width: number, height: number): string {
  return `M ${x * CELL} ${y * CELL} h ${width * CELL} v ${height * CELL} h ${-width * CELL} Z`;
}
