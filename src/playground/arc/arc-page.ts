import { createArcClient } from '../../worker/arc-client';
import { askBeforeLeaving, wouldBeLost } from '../page/leaving';
import type { PlaygroundStore } from '../store/playground';
import { createArc, type ArcStore } from './store/arc';
import { bindQuestion } from './store/bind';
import { driveArc } from './store/driver';
import { isGenerated } from './store/library';
import { FIRST_TASK } from './tasks/families';
import { firstTask } from './tasks/first-task';
import { generatorOnDemand } from './tasks/generator-on-demand';

/** The state lives longer than the tab, so nothing is lost while another world is open. */
const opened = new WeakMap<PlaygroundStore, ArcStore>();

/** The state of the ARC tab, with its worker; created when the tab is first opened. */
export function openArc(page: PlaygroundStore): ArcStore {
  const known = opened.get(page);
  if (known !== undefined) return known;
  const { task, backend, note } = page.getState();
  const generator = generatorOnDemand.now();
  const asked = task !== null && generator !== null ? generator.taskOf(task) : null;
  if (task !== null && generator !== null && asked === null)
    note('There is no ARC task of the name in this link; here is another one.');
  const store = createArc({
    record: asked ?? firstTask,
    generator: generatorOnDemand,
    note,
    // ONNX Runtime cannot train; if it is chosen for thinking, learning uses the best other
    // backend.
    backend: backend === 'onnx' ? 'auto' : backend,
    drawSeed: () => crypto.getRandomValues(new Uint32Array(1))[0]!,
  });
  opened.set(page, store);
  driveArc(store, createArcClient());
  followTask(store, page);
  bindQuestion(store, page);
  // The tab loads the generator before it opens a link's task; it is missing only where that failed.
  if (task !== null && generator === null) void store.getState().openId(task);
  askBeforeLeaving(() => {
    const { run } = store.getState();
    if (run === null || run.phase === 'failed') return false;
    return wouldBeLost(run, run.progress?.step ?? 0, performance.now());
  });
  return store;
}

/**
 * Gives the page the open task for its links, and opens the task that the page goes back to. A link
 * cannot contain a task from a file.
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
    if (task === before.task || task === taskNow()) return;
    const { openTask, openId } = store.getState();
    if (task === null) openTask(firstTask);
    else void openId(task);
  });
}
