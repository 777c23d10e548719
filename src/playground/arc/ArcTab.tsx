import { useEffect, useState, type DragEvent } from 'react';
import { bring } from '../page/bring';
import { looksLikeModel } from '../page/drop';
import { Notes } from '../panels/Notes';
import type { PlaygroundStore } from '../store/playground';
import { useHeight } from '../useHeight';
import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { openArc } from './arc-page';
import { ArcArticle } from './article/ArcArticle';
import { LearnPanel } from './learn/LearnPanel';
import { Votes } from './learn/Votes';
import { openOwnModel } from './learn/own-model';
import { Demonstrations } from './stage/Demonstrations';
import { Question } from './stage/Question';
import { SignsSwitch } from './stage/SignsSwitch';
import { TaskHeading } from './stage/TaskHeading';
import type { ArcStore } from './store/arc';
import { TaskChooser } from './tasks/TaskChooser';
import { loadFiles, MOST_BYTES } from './tasks/load';
import { ArcContext } from './useArc';
import '../styles/teach.css';
import './arc.css';

/** The ARC tab: a task and its question first, learning and the votes beside, then more tasks. */
export default function ArcTab() {
  const page = usePlaygroundStore();
  const [store] = useState(() => openArc(page));
  const embedded = usePlayground((state) => state.embedded);
  const hidden = usePlayground((state) => state.hidden);
  const stage = useHeight<HTMLElement>('--stage-height');
  useEffect(() => listenForPaste(page, store), [page, store]);
  const onDrop = (event: DragEvent) => {
    const files = [...event.dataTransfer.files];
    if (files.length === 0) return;
    event.preventDefault();
    if (!looksLikeModel(files)) return void take(page, files);
    void openOwnModel(files, store.getState()).catch((error: Error) =>
      page.getState().note(error.message),
    );
  };
  return (
    <ArcContext value={store}>
      <div className="workbench arc" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
        <section ref={stage} className="stage" aria-label="The task">
          <TaskHeading />
          <Demonstrations />
          <Question />
          <SignsSwitch />
          <Notes />
        </section>
        <div className="side">
          <LearnPanel />
          <Votes />
          {!embedded && <TaskChooser />}
        </div>
      </div>
      {!embedded && (
        <ArcArticle prose={!hidden.has('explanation')} figures={!hidden.has('chart')} />
      )}
    </ArcContext>
  );
}

/** Ctrl+V anywhere but in a text field reads tasks, or puzzles of another world, whose tab it opens. */
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
  const others = await readOthers(page, files);
  if (!others) await loadFiles(files, store);
}

/** Files of puzzles for another tab are put there; tasks are this tab's own to read. */
async function readOthers(page: PlaygroundStore, files: readonly File[]): Promise<boolean> {
  if (files.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) return false;
  const read = files.map(async (file) => ({
    name: file.webkitRelativePath || file.name,
    content: new Uint8Array(await file.arrayBuffer()),
  }));
  return (await bring(page, await Promise.all(read).catch(() => []))).taken;
}

async function takeText(page: PlaygroundStore, store: ArcStore, text: string): Promise<void> {
  const { taken } = await bring(page, [{ name: 'pasted', content: text }]);
  if (!taken) store.getState().load([{ name: 'pasted', text }], 'what was pasted');
}
