import { examplesOf } from '../../../puzzles/sudoku/examples';
import { geometryForCells, type SudokuGrid } from '../../../puzzles/sudoku/geometry';
import { puzzleOf, sameGrid } from '../../store/puzzle';
import { usePlayground } from '../../usePlayground';
import { ExamplesPanel } from '../ExamplesPanel';
import { geometryOf } from './geometry-of';

/** Puzzles from easy to the hardest, as small pictures. */
export function Examples() {
  const examples = examplesOf(usePlayground(({ board }) => geometryOf(board)));
  const givens = usePlayground(puzzleOf);
  const setPuzzle = usePlayground((state) => state.setPuzzle);
  if (examples.length === 0) return null;
  const chosen = examples.find(({ puzzle }) => sameGrid(puzzle, givens));
  return (
    <ExamplesPanel
      label="Example puzzles, easy to hardest"
      examples={examples}
      chosen={chosen}
      onPick={({ puzzle }) => setPuzzle(puzzle)}
      picture={({ puzzle }) => <Thumbnail puzzle={puzzle} />}
      none="A puzzle of your own."
    />
  );
}

function Thumbnail({ puzzle }: { readonly puzzle: SudokuGrid }) {
  const { rowOf, columnOf, size } = geometryForCells(puzzle.length);
  const squares = Array.from(puzzle, (digit, cell) =>
    digit > 0 ? `M${columnOf[cell]! + 0.1} ${rowOf[cell]! + 0.1}h.8v.8h-.8z` : '',
  ).join('');
  return (
    <svg viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
      <path d={squares} />
    </svg>
  );
}
