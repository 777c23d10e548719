import { taskFromId } from '../../puzzles/arc/generate/stream';
import { createArcClient } from '../../worker/arc-client';
import { shippedFor, sourceOf } from '../shipped-files';
import { runClock } from '../store/clock';
import type { PlaygroundStore } from '../store/playground';
import { createArc, type ArcStore } from './store/arc';
import { driveArc } from './store/driver';
import { isGenerated, TASK_SIDE } from './store/library';
import { extentNow } from './store/look';
import { FIRST_TASK } from './tasks/families';

/** The tab's state outlives the tab: who looks at another world finds everything as it was. */
const opened = new WeakMap<PlaygroundStore, ArcStore>();

/** The state of the ARC tab of a page, with its worker; begun when the tab is first opened. */
export function openArc(page: PlaygroundStore): ArcStore {
  const known = opened.get(page);
  if (known !== undefined) return known;
  const { task, autoplay, backend, note } = page.getState();
  const asked = task === null ? null : taskFromId(task, TASK_SIDE);
  if (task !== null && asked === null) note(`There is no ARC task ${task}; here is another one.`);
  const store = createArc({
    record: asked ?? taskFromId(FIRST_TASK, TASK_SIDE)!,
    // WebAssembly cannot train; whoever chose it to think gets the best that can.
    backend: backend === 'onnx' ? 'auto' : backend,
    autoplay,
    drawSeed: () => crypto.getRandomValues(new Uint32Array(1))[0]!,
  });
  opened.set(page, store);
  driveArc(store, createArcClient());
  runClock(store, extentNow);
  followTask(store, page);
  const [model] = shippedFor('arc');
  if (model !== undefined) store.getState().openModel(sourceOf(model));
  return store;
}

/** Tells the page which task is open, for its links; a task from a file is nothing a link can carry. */
function followTask(store: ArcStore, page: PlaygroundStore): void {
  const tell = () => {
    const { record } = store.getState();
    const task = isGenerated(record) && record.id !== FIRST_TASK ? record.id : null;
    if (task !== page.getState().task) page.getState().setTask(task);
  };
  tell();
  store.subscribe(tell);
}
