import { memo } from 'react';

/** Side of a cell in the board's own units. */
export const CELL = 60;

export interface SudokuCellProps {
  readonly cell: number;
  readonly row: number;
  readonly column: number;
  /** 0 for nothing to show. */
  readonly digit: number;
  readonly given: boolean;
  /** Whether a person wrote it beside the model. */
  readonly own?: boolean;
  /** Opacity of a thought digit, 0…1. */
  readonly strength: number;
  /** Segment that changed this cell's digit, if it is the visible one; a new one pulses again. */
  readonly pulse: number | null;
  readonly broken: boolean;
  /** Whether a thought that started over took the digit from an earlier answer as given. */
  readonly assumed?: boolean;
  /** Whether the tab key stops here. */
  readonly tabStop: boolean;
  readonly selected: boolean;
  readonly label: string;
}

/**
 * One cell: tint, pulse, digit, a corner that marks a broken rule without colour, and a dashed ring
 * around an assumed digit.
 */
export const SudokuCell = memo(function SudokuCell(props: SudokuCellProps) {
  const { cell, row, column, digit, given, strength, pulse, broken, selected } = props;
  const kind = given ? 'given' : props.own === true ? 'own' : 'thought';
  return (
    <g
      className={`cell ${kind}${broken ? ' broken' : ''}${selected ? ' selected' : ''}`}
      role="gridcell"
      aria-label={props.label}
      aria-selected={selected}
      aria-colindex={column + 1}
      tabIndex={props.tabStop ? 0 : -1}
      data-cell={cell}
      transform={`translate(${column * CELL} ${row * CELL})`}
    >
      <rect className="cell-hit" width={CELL} height={CELL} />
      {pulse !== null && (
        <rect
          key={`pulse ${pulse}`}
          className="cell-pulse"
          x={3}
          y={3}
          width={CELL - 6}
          height={CELL - 6}
          rx={8}
        />
      )}
      {broken && <path className="cell-mark" d={`M ${CELL - 17} 4 H ${CELL - 4} V 17 Z`} />}
      {props.assumed === true && (
        <circle className="cell-assumed" cx={CELL / 2} cy={CELL / 2} r={CELL / 2 - 7} />
      )}
      {digit > 0 && (
        <text
          key={`digit ${digit}`}
          className="cell-digit"
          x={CELL / 2}
          y={CELL / 2}
          dy="0.355em"
          style={given ? undefined : { opacity: strength }}
        >
          {digit}
        </text>
      )}
      <rect className="cell-ring" x={2} y={2} width={CELL - 4} height={CELL - 4} rx={7} />
    </g>
  );
});
