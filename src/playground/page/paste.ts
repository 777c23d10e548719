import type { PlaygroundState } from '../store/state';
import { tabOf } from '../store/tabs';
import { isOwnPage } from '../worlds/page-world';

/** Puts a pasted puzzle on the board. Returns what is wrong with it, or `null`. */
export function pastePuzzle(text: string, state: PlaygroundState): string | null {
  const { world, side, cells } = state.board;
  try {
    const grid = world.parse(text);
    if (grid.length !== cells) {
      const found = Math.sqrt(grid.length);
      return `That is a ${found}×${found} ${world.noun}; this model thinks about ${side}×${side} ones.`;
    }
    state.setPuzzle(grid);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Ctrl+V anywhere but in a text field; a tab with a state of its own has its own way. */
export function handlePaste(event: ClipboardEvent, state: PlaygroundState): void {
  if (isOwnPage(tabOf(state))) return;
  if (event.target instanceof Element && event.target.closest('input, textarea')) return;
  const text = event.clipboardData?.getData('text') ?? '';
  if (text.trim() === '') return;
  event.preventDefault();
  const problem = pastePuzzle(text, state);
  if (problem !== null) state.note(`What was pasted is no ${state.board.world.noun}: ${problem}`);
}
