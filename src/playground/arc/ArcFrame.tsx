import { useEffect, useState, type DragEvent, type ReactNode } from 'react';
import { looksLikeModel } from '../page/drop';
import type { PlaygroundStore } from '../store/playground';
import { usePlaygroundStore } from '../usePlayground';
import { openArc } from './arc-page';
import type { ArcStore } from './store/arc';
import { ArcContext } from './useArc';
import './arc.css';

/** The frame of the ARC tab: its state, and tasks dropped or pasted anywhere. */
export function ArcFrame({ children }: { readonly children: ReactNode }) {
  const page = usePlaygroundStore();
  const [store] = useState(() => openArc(page));
  useEffect(() => listenForPaste(page, store), [page, store]);
  const onDrop = (event: DragEvent) => {
    const files = [...event.dataTransfer.files];
    // The page imports models.
    if (files.length === 0 || looksLikeModel(files)) return;
    event.preventDefault();
    void take(page, files);
  };
  return (
    <ArcContext value={store}>
      <div onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
        {children}
      </div>
    </ArcContext>
  );
}

/** Ctrl+V outside text fields reads tasks, or puzzles of another world and opens its tab. */
function listenForPaste(page: PlaygroundStore, store: ArcStore): () => void {
  const onPaste = (event: ClipboardEvent) => {
    if (event.target instanceof Element && event.target.closest('input, textarea')) return;
    const text = event.clipboardData?.getData('text') ?? '';
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) void take(page, files);
    else if (text.trim() !== '') void takeText(page, store, text);
    else return;
    event.preventDefault();
  };
  addEventListener('paste', onPaste);
  return () => removeEventListener('paste', onPaste);
}

async function take(page: PlaygroundStore, files: readonly File[]): Promise<void> {
  const store = openArc(page).getState();
  const { loadFiles } = await import('./tasks/load');
  const others = await readOthers(page, files);
  if (!others) await loadFiles(files, store);
}

/** Puzzles for another tab go there; this tab reads tasks. */
async function readOthers(page: PlaygroundStore, files: readonly File[]): Promise<boolean> {
  const [{ bring }, { MOST_BYTES }] = await Promise.all([
    import('../page/bring'),
    import('./tasks/load'),
  ]);
  if (files.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) return false;
  const read = files.map(async (file) => ({
    name: file.webkitRelativePath || file.name,
    content: new Uint8Array(await file.arrayBuffer()),
  }));
  return (await bring(page, await Promise.all(read).catch(() => []))).taken;
}

async function takeText(page: PlaygroundStore, store: ArcStore, text: string): Promise<void> {
  const [{ bring }, { loadText }] = await Promise.all([
    import('../page/bring'),
    import('./tasks/load'),
  ]);
  const { taken } = await bring(page, [{ name: 'pasted', content: text }]);
  if (!taken) loadText(text, store.getState());
}
