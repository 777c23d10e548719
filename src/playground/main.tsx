import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createEngineClient } from '../worker/client';
import { createLessonClient } from '../worker/lesson-client';
import { App } from './App';
import { loadFirstTrace } from './first-trace';
import { acceptModels } from './page/drop';
import { tellHeight } from './page/embedded';
import { handlePaste } from './page/paste';
import { applyUrl, followInAddressBar } from './page/settings';
import { runShortcut } from './page/shortcuts';
import { followTheme } from './page/theme';
import { shippedModels } from './shipped-models';
import { isPlain } from './store/chains';
import { runClock } from './store/clock';
import { driveEngine } from './store/driver';
import { driveInside } from './store/inside-driver';
import { driveLesson } from './store/lesson-driver';
import { createPlayground } from './store/playground';
import { puzzleOf, sameGrid } from './store/puzzle';
import { tabOf } from './store/tabs';
import { extentNow } from './store/thought';
import { PlaygroundContext } from './usePlayground';
import { TABS } from './worlds';
import { isOwnPage } from './worlds/page-world';
import './styles/index.css';

const stillness = matchMedia('(prefers-reduced-motion: reduce)').matches;
const store = createPlayground({
  tabs: TABS,
  models: shippedModels(TABS),
  autoplay: !stillness,
});
applyUrl(store, location.search);
followTheme(store);
if (store.getState().embedded) tellHeight();

async function showFirstThought(): Promise<void> {
  // A tab with a state of its own has no use for it.
  if (isOwnPage(tabOf(store.getState()))) return;
  const recording = await loadFirstTrace();
  const state = store.getState();
  const input = state.board.world.encode(puzzleOf(state));
  // One chain was recorded.
  if (recording === null || state.live !== null || !isPlain(state)) return;
  if (sameGrid(recording.trace.input, input)) {
    state.showRecording(recording);
  }
}
void showFirstThought();
runClock(store, extentNow);
const engine = createEngineClient();
driveEngine(store, engine);
driveInside(store, engine);
driveLesson(store, createLessonClient());
followInAddressBar(store);
acceptModels(store);
// The storage can wait until the page stands; its code does, too.
void import('./page/kept').then(({ lookIntoStorage }) => lookIntoStorage(store));
addEventListener('keydown', (event) => runShortcut(event, store.getState()));
addEventListener('paste', (event) => handlePaste(event, store));

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <PlaygroundContext value={store}>
      <App />
    </PlaygroundContext>
  </StrictMode>,
);
