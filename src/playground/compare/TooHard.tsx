import { SUDOKU_EXAMPLES } from '../../puzzles/sudoku/examples';
import { puzzleOf } from '../store/puzzle';
import { usePlayground } from '../usePlayground';

/** Fewest givens of a puzzle that the rivals learned from. */
const LEARNED_FROM = 34;

/**
 * Explains why small models fail at a puzzle with few givens, and offers one like those they
 * learned from.
 */
export function TooHard() {
  const givens = usePlayground((state) => puzzleOf(state).filter((digit) => digit > 0).length);
  const setPuzzle = usePlayground((state) => state.setPuzzle);
  const easier = SUDOKU_EXAMPLES.find((example) => example.givens >= LEARNED_FROM);
  if (givens >= LEARNED_FROM || easier === undefined) return null;
  return (
    <p className="whisper">
      These small models learned from puzzles with 34 to 46 givens. This one has {givens}, so most
      of them may fail.{' '}
      <button type="button" className="quiet" onClick={() => setPuzzle(easier.puzzle)}>
        Take an easier one
      </button>
    </p>
  );
}
