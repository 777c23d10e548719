import { SUDOKU_9 } from '../../puzzles/sudoku/geometry';
import { usePlayground } from '../usePlayground';
import { CELL } from './SudokuCell';

const { size, box } = SUDOKU_9;
const SIDE = size * CELL;

/** Hairlines between cells, ink between boxes. */
export function BoardLines() {
  const inner = Array.from({ length: size - 1 }, (_, i) => i + 1);
  const path = (lines: readonly number[]) =>
    lines.map((i) => `M 0 ${i * CELL} H ${SIDE} M ${i * CELL} 0 V ${SIDE}`).join(' ');
  return (
    <g className="board-lines" aria-hidden="true">
      <path className="hairline" d={path(inner.filter((i) => i % box !== 0))} />
      <path className="boxline" d={path(inner.filter((i) => i % box === 0))} />
      <rect className="boxline" width={SIDE} height={SIDE} rx={3} />
    </g>
  );
}

/** The row, column and box of the cell under the pointer. */
export function HoverWash() {
  const hovered = usePlayground((state) => state.hovered);
  if (hovered === null) return null;
  const row = SUDOKU_9.rowOf[hovered]! * CELL;
  const column = SUDOKU_9.columnOf[hovered]! * CELL;
  const boxSide = box * CELL;
  const boxX = Math.floor(column / boxSide) * boxSide;
  const boxY = Math.floor(row / boxSide) * boxSide;
  // One path with a non-zero fill: where the three overlap, the wash is no darker.
  const units =
    `M 0 ${row} h ${SIDE} v ${CELL} h ${-SIDE} Z ` +
    `M ${column} 0 h ${CELL} v ${SIDE} h ${-CELL} Z ` +
    `M ${boxX} ${boxY} h ${boxSide} v ${boxSide} h ${-boxSide} Z`;
  return <path className="hover-wash" d={units} aria-hidden="true" />;
}
