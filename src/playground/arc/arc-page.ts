import { taskFromId } from '../../puzzles/arc/generate/stream';
import { createArcClient } from '../../worker/arc-client';
import { askBeforeLeaving, wouldBeLost } from '../page/leaving';
import type { PlaygroundStore } from '../store/playground';
import { createArc, type ArcStore } from './store/arc';
import { bindQuestion } from './store/bind';
import { driveArc } from './store/driver';
import { isGenerated, TASK_SIDE } from './store/library';
import { FIRST_TASK } from './tasks/families';

/** The tab's state outlives the tab: who looks at another world finds everything as it was. */
const opened = new WeakMap<PlaygroundStore, ArcStore>();

/** The state of the ARC tab of a page, with its worker; begun when the tab is first opened. */
export function openArc(page: PlaygroundStore): ArcStore {
  const known = opened.get(page);
  if (known !== undefined) return known;
  const { task, backend, note } = page.getState();
  const asked = task === null ? null : taskFromId(task, TASK_SIDE);
  if (task !== null && asked === null)
    note('There is no ARC task of the name in this link; here is another one.');
  const store = createArc({
    record: asked ?? taskFromId(FIRST_TASK, TASK_SIDE)!,
    // ONNX Runtime cannot train; whoever chose it to think gets the best that can.
    backend: backend === 'onnx' ? 'auto' : backend,
    drawSeed: () => crypto.getRandomValues(new Uint32Array(1))[0]!,
  });
  opened.set(page, store);
  driveArc(store, createArcClient());
  followTask(store, page);
  bindQuestion(store, page);
  askBeforeLeaving(() => {
    const { run } = store.getState();
    if (run === null || run.phase === 'failed') return false;
    return wouldBeLost(run, run.progress?.step ?? 0, performance.now());
  });
  return store;
}

/**
 * Tells the page which task is open, for its links, and opens the one the page goes back to; a task
 * from a file is nothing a link can carry.
 */
function followTask(store: ArcStore, page: PlaygroundStore): void {
  const taskNow = () => {
    const { record } = store.getState();
    return isGenerated(record) && record.id !== FIRST_TASK ? record.id : null;
  };
  const tell = () => {
    if (taskNow() !== page.getState().task) page.getState().setTask(taskNow());
  };
  tell();
  store.subscribe((state, before) => {
    if (state.record !== before.record) tell();
  });
  page.subscribe(({ task }, before) => {
    if (task !== before.task && task !== taskNow()) store.getState().openId(task ?? FIRST_TASK);
  });
}
