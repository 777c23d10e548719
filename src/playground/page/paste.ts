import { SUDOKU_9 } from '../../puzzles/sudoku/geometry';
import { parseSudoku } from '../../puzzles/sudoku/parse';
import type { PlaygroundState } from '../store/state';

/** Puts a pasted puzzle on the board. Returns what is wrong with it, or `null`. */
export function pastePuzzle(text: string, state: PlaygroundState): string | null {
  try {
    const grid = parseSudoku(text);
    if (grid.length !== SUDOKU_9.cells) {
      return 'That is a 4×4 Sudoku; this model thinks about 9×9 ones.';
    }
    state.setPuzzle(grid);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Ctrl+V anywhere but in a text field. */
export function handlePaste(event: ClipboardEvent, state: PlaygroundState): void {
  if (event.target instanceof Element && event.target.closest('input, textarea')) return;
  const text = event.clipboardData?.getData('text') ?? '';
  if (text.trim() === '') return;
  event.preventDefault();
  const problem = pastePuzzle(text, state);
  if (problem !== null) state.note(`What was pasted is no Sudoku: ${problem}`);
}
