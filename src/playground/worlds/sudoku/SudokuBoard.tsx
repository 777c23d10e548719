import { useMemo } from 'react';
import { violatingCells } from '../../../puzzles/sudoku/rules';
import { strengthScale } from '../../boards/strength';
import { segmentOf } from '../../store/selectors';
import { usePlayground, usePlaygroundStore } from '../../usePlayground';
import { useThought } from '../useThought';
import { SudokuGrid } from './SudokuGrid';
import { writeByKey } from './boardKeys';
import { geometryOf } from './geometry-of';
import { reportOnSudoku } from './report';
import { describeCell } from './words';

/** The grid: givens in ink, the thought in its colour, with opacity for how sure it is. */
export function SudokuBoard() {
  const store = usePlaygroundStore();
  const { board, puzzle: givens, thought } = useThought(reportOnSudoku);
  const geometry = geometryOf(board);
  const segment = usePlayground(segmentOf);
  const cursor = usePlayground((state) => state.cursor);
  const editing = usePlayground((state) => state.editing);
  const showViolations = usePlayground((state) => state.showViolations);
  const strengthOf = useMemo(() => strengthScale(1 / geometry.size, 0.16), [geometry]);
  const broken = useMemo(
    () => thought?.report.broken ?? violatingCells(givens, geometry),
    [thought, givens, geometry],
  );
  return (
    <SudokuGrid
      label="Sudoku board"
      geometry={geometry}
      editable={editing}
      cursor={cursor}
      cell={(cell) => ({
        given: givens[cell]! > 0,
        digit: thought?.report.grid[cell] ?? givens[cell]!,
        strength: thought === null ? 1 : strengthOf(thought.frame.confidence[cell]!),
        pulse: thought?.changed.has(cell) === true ? segment : null,
        broken: showViolations && broken.has(cell),
        assumed: thought?.frame.assumed?.includes(cell) === true,
        selected: editing && cell === cursor,
        label: describeCell(cell, geometry, givens, thought),
      })}
      onMove={(cell) => store.getState().moveCursor(cell)}
      onPress={() => {
        // A tap on a cell opens the pad.
        if (!store.getState().hidden.has('edit')) store.getState().setEditing(true);
      }}
      onKey={(event) => writeByKey(event, store.getState())}
    />
  );
}
