import { parseSudoku } from '../../puzzles/sudoku/parse';
import { geometryOf } from '../store/puzzle';
import type { PlaygroundState } from '../store/state';

/** Puts a pasted puzzle on the board. Returns what is wrong with it, or `null`. */
export function pastePuzzle(text: string, state: PlaygroundState): string | null {
  try {
    const grid = parseSudoku(text);
    const { size, cells } = geometryOf(state);
    if (grid.length !== cells) {
      const found = Math.sqrt(grid.length);
      return `That is a ${found}×${found} Sudoku; this model thinks about ${size}×${size} ones.`;
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
