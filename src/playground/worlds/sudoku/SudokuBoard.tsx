import { scalePow } from 'd3-scale';
import { useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { violatingCells } from '../../../puzzles/sudoku/rules';
import { segmentOf } from '../../store/selectors';
import { usePlayground, usePlaygroundStore } from '../../usePlayground';
import { useThought } from '../useThought';
import { BoardLines, Diagonals, HoverWash } from './BoardLines';
import { CELL, SudokuCell } from './SudokuCell';
import { moveByKey, writeByKey } from './boardKeys';
import { geometryOf } from './geometry-of';
import { reportOnSudoku } from './report';
import { describeCell } from './words';

/** A guess among all digits is barely there; only near certainty is the colour full. */
const strengthScale = (digits: number) =>
  scalePow([1 / digits, 1], [0.16, 1])
    .exponent(1.6)
    .clamp(true);

/** The grid: givens in ink, the thought in its hue, as opaque as it is sure. */
export function SudokuBoard() {
  const store = usePlaygroundStore();
  const { board, puzzle: givens, thought } = useThought(reportOnSudoku);
  const geometry = geometryOf(board);
  const segment = usePlayground(segmentOf);
  const cursor = usePlayground((state) => state.cursor);
  const editing = usePlayground((state) => state.editing);
  const showViolations = usePlayground((state) => state.showViolations);
  const element = useRef<SVGSVGElement>(null);
  const { size } = geometry;
  const side = size * CELL;
  const lines = useMemo(() => Array.from({ length: size }, (_, index) => index), [size]);
  const strengthOf = useMemo(() => strengthScale(size), [size]);

  const broken = useMemo(
    () => thought?.report.broken ?? violatingCells(givens, geometry),
    [thought, givens, geometry],
  );

  const focusCell = (cell: number) => {
    store.getState().moveCursor(cell);
    element.current?.querySelector<SVGGElement>(`[data-cell="${cell}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = moveByKey(event, store.getState().cursor, geometry);
    if (to !== null) focusCell(to);
    if (to !== null || writeByKey(event, store.getState())) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  const onPointer = (event: PointerEvent) => {
    const cell = cellAt(event.target);
    if (cell !== store.getState().hovered) store.getState().hover(cell);
  };

  return (
    <svg
      ref={element}
      className={`board${editing ? ' editing' : ''}${size < 9 ? ' small' : ''}`}
      viewBox={`-2 -2 ${side + 4} ${side + 4}`}
      role="grid"
      aria-label="Sudoku board"
      aria-rowcount={size}
      aria-colcount={size}
      aria-readonly={!editing}
      onKeyDown={onKeyDown}
      onPointerMove={onPointer}
      onPointerLeave={() => store.getState().hover(null)}
      onClick={(event) => {
        const cell = cellAt(event.target);
        if (cell === null) return;
        focusCell(cell);
        // The pad comes to whoever taps a cell.
        if (!store.getState().hidden.has('edit')) store.getState().setEditing(true);
      }}
    >
      <rect className="board-paper" width={side} height={side} rx={3} />
      <Diagonals />
      <HoverWash />
      {lines.map((row) => (
        <g key={row} role="row" aria-rowindex={row + 1}>
          {lines.map((column) => {
            const cell = row * size + column;
            const given = givens[cell]! > 0;
            return (
              <SudokuCell
                key={cell}
                cell={cell}
                row={row}
                column={column}
                given={given}
                digit={thought?.report.grid[cell] ?? givens[cell]!}
                strength={thought === null ? 1 : strengthOf(thought.frame.confidence[cell]!)}
                pulse={thought?.changed.has(cell) === true ? segment : null}
                broken={showViolations && broken.has(cell)}
                tabStop={cell === cursor}
                selected={editing && cell === cursor}
                label={describeCell(cell, geometry, givens, thought)}
              />
            );
          })}
        </g>
      ))}
      <BoardLines />
    </svg>
  );
}

function cellAt(target: EventTarget): number | null {
  const element = target instanceof Element ? target.closest('[data-cell]') : null;
  return element === null ? null : Number(element.getAttribute('data-cell'));
}
