import type { PlaygroundStore } from '../store/playground';

/**
 * A model dropped anywhere on the page is taken in, unless something under the pointer has its own
 * use for files. Returns the function that lets go.
 */
export function acceptModels(store: PlaygroundStore): () => void {
  const over = (event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
  };
  const drop = (event: DragEvent) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (event.defaultPrevented || files.length === 0) return;
    event.preventDefault();
    void take(store, files);
  };
  addEventListener('dragover', over);
  addEventListener('drop', drop);
  return () => {
    removeEventListener('dragover', over);
    removeEventListener('drop', drop);
  };
}

async function take(store: PlaygroundStore, files: readonly File[]): Promise<void> {
  const { note } = store.getState();
  try {
    const { importFiles } = await import('./import-files');
    const name = await importFiles(store, files);
    note(`The model “${name}” is in and at work.`);
  } catch (error) {
    note(`What was dropped is no model: ${(error as Error).message}`);
  }
}
