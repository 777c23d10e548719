import type { PlaygroundStore } from '../store/playground';
import { tabOf } from '../store/tabs';
import { hasTasks } from '../worlds/page-world';

/** Reads a pasted text as `bring` does. Returns what is wrong with it, or `null`. */
export async function pastePuzzle(text: string, store: PlaygroundStore): Promise<string | null> {
  const { bring } = await import('./bring');
  const { taken, message } = await bring(store, [{ name: 'pasted', content: text }]);
  if (taken && message !== null) store.getState().note(message);
  return taken ? null : message;
}

/** Handles Ctrl+V outside text fields; in a world with tasks the tab handles it itself. */
export function handlePaste(event: ClipboardEvent, store: PlaygroundStore): void {
  if (hasTasks(tabOf(store.getState()))) return;
  if (event.target instanceof Element && event.target.closest('input, textarea')) return;
  const text = event.clipboardData?.getData('text') ?? '';
  if (text.trim() === '') return;
  event.preventDefault();
  void pastePuzzle(text, store).then((problem) => {
    if (problem !== null)
      store.getState().note(`Nothing was taken from what was pasted. ${problem}`);
  });
}
