import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { ArcGrid } from '../../../puzzles/arc/grid';
import { Signs } from '../grids/GridView';
import { COLOUR_NAMES } from '../grids/colours';
import { cellsOf, linesPath } from '../grids/geometry';
import { useArc, useArcStore } from '../useArc';
import { drawByKey, moveByKey } from './editorKeys';

interface Props {
  readonly grid: ArcGrid;
  readonly label: string;
}

/** A grid to draw on, by mouse, finger, pen or keyboard. */
export function GridEditor({ grid, label }: Props) {
  const store = useArcStore();
  const signs = useArc((state) => state.signs);
  const tool = useArc((state) => state.tool);
  const cursor = Math.min(
    useArc((state) => state.cursor),
    grid.cells.length - 1,
  );
  const board = useRef<SVGSVGElement>(null);
  const { height, width } = grid;
  const cells = cellsOf(grid);

  const focusCell = (cell: number) =>
    board.current?.querySelector<SVGGElement>(`[data-cell="${cell}"]`)?.focus();
  const onKeyDown = (event: KeyboardEvent) => {
    const to = moveByKey(event, cursor, height, width);
    if (to !== null) {
      store.getState().moveCursor(to);
      focusCell(to);
    }
    if (to !== null || drawByKey(event, store.getState())) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  const onPointerDown = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return;
    const cell = cellUnder(event, grid);
    event.currentTarget.setPointerCapture(event.pointerId);
    if (event.altKey) store.getState().setTool('pick');
    store.getState().press(cell);
    focusCell(cell);
    event.preventDefault();
  };
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    if (store.getState().stroke !== null) store.getState().drag(cellUnder(event, grid));
  };
  const release = () => {
    if (store.getState().stroke === null) return;
    store.getState().release();
    // The keyboard cursor continues where the stroke ended.
    focusCell(store.getState().cursor);
  };

  return (
    <svg
      ref={board}
      className={`arc-grid editing ${tool}`}
      viewBox={`0 0 ${width} ${height}`}
      role="grid"
      aria-label={label}
      aria-rowcount={height}
      aria-colcount={width}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={release}
      onPointerCancel={release}
    >
      {Array.from({ length: height }, (_, row) => (
        <g key={row} role="row" aria-rowindex={row + 1}>
          {cells.slice(row * width, (row + 1) * width).map(({ cell, column, colour }) => (
            <g
              key={cell}
              className="arc-cell"
              role="gridcell"
              aria-label={`Row ${row + 1}, column ${column + 1}: ${COLOUR_NAMES[colour]}`}
              aria-colindex={column + 1}
              tabIndex={cell === cursor ? 0 : -1}
              data-cell={cell}
            >
              <rect className={`arc-${colour}`} x={column} y={row} width={1} height={1} />
            </g>
          ))}
        </g>
      ))}
      <path className="arc-lines" d={linesPath(height, width)} aria-hidden="true" />
      {signs && <Signs cells={cells} />}
      <Cursor row={Math.floor(cursor / width)} column={cursor % width} />
    </svg>
  );
}

/** The keyboard cursor, in two inks so that it is visible on any colour. */
function Cursor({ row, column }: { readonly row: number; readonly column: number }) {
  const at = { x: column + 0.06, y: row + 0.06, width: 0.88, height: 0.88 };
  return (
    <g className="arc-cursor" aria-hidden="true">
      <rect className="edge" {...at} />
      <rect {...at} />
    </g>
  );
}

/** The cell under a pointer, or the nearest one outside the grid. */
function cellUnder(event: PointerEvent<SVGSVGElement>, { height, width }: ArcGrid): number {
  const box = event.currentTarget.getBoundingClientRect();
  const along = (share: number, cells: number) =>
    Math.max(0, Math.min(cells - 1, Math.floor(share * cells)));
  const row = along((event.clientY - box.top) / box.height, height);
  const column = along((event.clientX - box.left) / box.width, width);
  return row * width + column;
}
