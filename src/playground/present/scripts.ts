import { FIRST_EXAMPLE } from '../../puzzles/sudoku/examples';
import { formatSudoku } from '../../puzzles/sudoku/parse';
import type { ScriptId, Stop } from '../store/present';

const stop = (say: string, settings: Readonly<Record<string, string>>): Stop => ({
  say,
  query: `?${new URLSearchParams({ ...settings, present: 'on', say })}`,
});

const FIRST = formatSudoku(FIRST_EXAMPLE.puzzle);

/** Three givens: very many solutions, and no way to know which one is meant. */
const AMBIGUOUS =
  '1...................................................4...........2................';

/** The lessons of docs/teaching.md, in the order they are given there. */
export const LESSONS: Readonly<Record<Exclude<ScriptId, 'none' | 'own'>, readonly Stop[]>> = {
  school: [
    stop('What would you fill in first? Vote for one cell.', { puzzle: FIRST, limit: '1' }),
    stop('It wrote all cells at once. Predict: which of them are wrong?', {
      puzzle: FIRST,
      limit: '2',
    }),
    stop('One more look. What will it change?', { puzzle: FIRST, limit: '3' }),
    stop('Now drag the limit to 16. When does it stop by itself, and why?', { puzzle: FIRST }),
    stop('Only three clues. Is there one right answer? What will it do?', {
      puzzle: AMBIGUOUS,
      limit: '8',
    }),
    stop('A maze: does it walk from the start, or see the whole path at once?', {
      world: 'maze',
      limit: '1',
    }),
    stop('And with more time: where was it wrong at first?', { world: 'maze', limit: '8' }),
  ],
  seminar: [
    stop('One forward pass of the segment: read the confidences before you read the digits.', {
      puzzle: FIRST,
      limit: '1',
    }),
    stop('Halting is off. Does the answer stay once it is right?', {
      puzzle: FIRST,
      limit: '16',
      halting: 'off',
    }),
    stop('Two clocks: what does the fast state do between two steps of the slow one?', {
      puzzle: FIRST,
      inside: 'on',
    }),
    stop('Is q_halt calibrated? Guess, then read the diagram in the article.', {
      puzzle: FIRST,
      limit: '4',
    }),
    stop('Width against depth: eight chains of two segments, or one of sixteen?', {
      puzzle: FIRST,
      limit: '2',
      breadth: '8',
    }),
    stop('ARC: what does the puzzle embedding know that the grid does not show?', { world: 'arc' }),
  ],
};
