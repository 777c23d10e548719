import { memo } from 'react';
import { geometryForCells, type MazeGrid } from '../../../puzzles/maze/geometry';
import type { MazeSearch } from './overlays';
import type { MazeThought } from './thought';
import { describeMazeCell } from './words';

interface Props {
  /** Begins the ids of the cells; the number of the cell follows. */
  readonly id: string;
  readonly cursor: number;
  readonly puzzle: MazeGrid;
  readonly thought: MazeThought | null;
  readonly search: MazeSearch | null;
}

/**
 * The row of the keyboard cursor in words: the part of the grid that is in the document for screen
 * readers. The whole grid would be nine hundred elements.
 */
export const CursorRow = memo(function CursorRow(props: Props) {
  const { id, cursor, puzzle, thought, search } = props;
  const { side } = geometryForCells(puzzle.length);
  const row = Math.floor(cursor / side);
  const cells = Array.from({ length: side }, (_, column) => row * side + column);
  return (
    <div className="unseen" role="row" aria-rowindex={row + 1}>
      {cells.map((cell, column) => (
        <div
          key={cell}
          id={`${id}${cell}`}
          role="gridcell"
          aria-colindex={column + 1}
          aria-selected={cell === cursor}
        >
          {describeMazeCell(cell, puzzle, thought, search?.distances ?? null)}
        </div>
      ))}
    </div>
  );
});
