import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { SudokuGeometry } from '../../../puzzles/sudoku/geometry';
import { usePlaygroundStore } from '../../usePlayground';
import { BoardLines, Diagonals, HoverWash } from './BoardLines';
import { CELL, SudokuCell, type SudokuCellProps } from './SudokuCell';
import { moveByKey } from './boardKeys';

interface Props {
  readonly label: string;
  readonly geometry: SudokuGeometry;
  /** Whether digits can be written. */
  readonly editable: boolean;
  /** The cell of the keyboard cursor. */
  readonly cursor: number;
  /** The content of a cell. */
  cell(cell: number): Omit<SudokuCellProps, 'cell' | 'row' | 'column' | 'tabStop'>;
  onMove(cell: number): void;
  /** A cell was pressed. */
  onPress?(cell: number): void;
  /** Handles a key that does not move. Returns whether it was one of the board's. */
  onKey(event: KeyboardEvent): boolean;
}

/** A Sudoku grid with a cursor for keys, mouse or finger. */
export function SudokuGrid({ label, geometry, editable, cursor, cell: at, ...on }: Props) {
  const store = usePlaygroundStore();
  const element = useRef<SVGSVGElement>(null);
  const { size } = geometry;
  const side = size * CELL;
  const lines = Array.from({ length: size }, (_, index) => index);

  const focusCell = (cell: number) => {
    on.onMove(cell);
    element.current?.querySelector<SVGGElement>(`[data-cell="${cell}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = moveByKey(event, cursor, geometry);
    if (to !== null) focusCell(to);
    if (to !== null || on.onKey(event)) {
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
      className={`board${editable ? ' editing' : ''}${size < 6 ? ' small' : ''}`}
      viewBox={`-2 -2 ${side + 4} ${side + 4}`}
      role="grid"
      aria-label={label}
      aria-rowcount={size}
      aria-colcount={size}
      aria-readonly={!editable}
      onKeyDown={onKeyDown}
      onPointerMove={onPointer}
      onPointerLeave={() => store.getState().hover(null)}
      onClick={(event) => {
        const cell = cellAt(event.target);
        if (cell === null) return;
        focusCell(cell);
        on.onPress?.(cell);
      }}
    >
      <rect className="board-paper" width={side} height={side} rx={3} />
      <Diagonals />
      <HoverWash />
      {lines.map((row) => (
        <g key={row} role="row" aria-rowindex={row + 1}>
          {lines.map((column) => {
            const cell = row * size + column;
            return (
              <SudokuCell
                key={cell}
                {...{ cell, row, column }}
                tabStop={cell === cursor}
                {...at(cell)}
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
