import { useEffect, useState, type DragEvent } from 'react';
import { Notes } from '../panels/Notes';
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
import { loadFiles } from './tasks/load';
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
  useEffect(() => listenForPaste(store), [store]);
  const onDrop = (event: DragEvent) => {
    const files = [...event.dataTransfer.files];
    if (files.length === 0) return;
    event.preventDefault();
    const isModel = files.some(({ name }) => name.endsWith('.safetensors'));
    if (!isModel) return void loadFiles(files, store.getState());
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

/** Ctrl+V anywhere but in a text field reads tasks. */
function listenForPaste(store: ArcStore): () => void {
  const onPaste = (event: ClipboardEvent) => {
    if (event.target instanceof Element && event.target.closest('input, textarea')) return;
    const text = event.clipboardData?.getData('text') ?? '';
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) void loadFiles(files, store.getState());
    else if (text.trim() !== '')
      store.getState().load([{ name: 'pasted', text }], 'what was pasted');
    else return;
    event.preventDefault();
  };
  addEventListener('paste', onPaste);
  return () => removeEventListener('paste', onPaste);
}
