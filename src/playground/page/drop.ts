import type { PlaygroundStore } from '../store/playground';

/**
 * Opens files dropped anywhere on the page, a model or puzzles, unless the element under the
 * pointer takes files itself. Returns a function that unsubscribes.
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
  if (!looksLikeModel(files)) return takePuzzles(store, files);
  try {
    const { importFiles } = await import('./import-files');
    const name = await importFiles(store, files);
    note(`The model “${name}” is in and at work.`);
  } catch (error) {
    note(`What was dropped is no model: ${(error as Error).message}`);
  }
}

/** Whether files are a model's, by their names: weights, or a config. */
export function looksLikeModel(files: readonly { readonly name: string }[]): boolean {
  return files.some(({ name }) =>
    /\.(safetensors|pt|pth|ckpt|onnx|ya?ml)$|^(checkpoint|step_\d+|config\.json)$/i.test(name),
  );
}

async function takePuzzles(store: PlaygroundStore, files: readonly File[]): Promise<void> {
  const { bring } = await import('./bring');
  const read = files.map(async (file) => ({
    name: file.webkitRelativePath || file.name,
    content: new Uint8Array(await file.arrayBuffer()),
  }));
  const { message } = await bring(store, await Promise.all(read));
  if (message !== null) store.getState().note(message);
}
