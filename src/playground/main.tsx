import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createEngineClient } from '../worker/client';
import { createLessonClient } from '../worker/lesson-client';
import { App } from './App';
import { showFirstThoughts } from './first-thoughts';
import { acceptModels } from './page/drop';
import { beEmbedded } from './page/embedded';
import { followInHead } from './page/head';
import { guardLeaving } from './page/leaving';
import { keepOffline } from './page/offline';
import { handlePaste } from './page/paste';
import { applyUrl, followInAddressBar, queryAt } from './page/settings';
import { notePointer, runShortcut } from './page/shortcuts';
import { followTheme } from './page/theme';
import { offerTourOnce } from './page/tour';
import { bearTranslation } from './page/translated';
import { Lazily } from './panels/Lazily';
import { shippedModels } from './shipped-models';
import { runClock } from './store/clock';
import { driveEngine } from './store/driver';
import { driveInside } from './store/inside-driver';
import { driveLesson } from './store/lesson-driver';
import { createPlayground } from './store/playground';
import { extentNow } from './store/thought';
import { PlaygroundContext } from './usePlayground';
import { TABS } from './worlds';
import { preloadParts } from './worlds/useParts';
import './styles/index.css';

/** Features that the page can do without, if the browser or a frame refuses them. */
const COMFORTS = [
  followInAddressBar,
  followInHead,
  offerTourOnce,
  acceptModels,
  guardLeaving,
  keepOffline,
] as const;

/** If an extension or a policy breaks one of these, the page is still shown. */
function withoutHarm(work: () => void): void {
  try {
    work();
  } catch (error) {
    console.warn(error);
  }
}

/** The playground. */
function openPage(): void {
  const stillness = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const store = createPlayground({
    tabs: TABS,
    models: shippedModels(TABS),
    autoplay: !stillness,
  });
  // With reduced motion the whole thought is shown instead.
  if (stillness) store.getState().chooseInstrument('strip');
  applyUrl(store, queryAt(location.href));
  followTheme(store);
  if (store.getState().embedded) beEmbedded(store);

  // React shows a suspended part only after a delay, so this waits for the board.
  const first = store.getState();
  const board = preloadParts(first.board.world, first.task);
  showFirstThoughts(store);
  runClock(store, extentNow);
  const engine = createEngineClient();
  driveEngine(store, engine);
  driveInside(store, engine);
  driveLesson(store, createLessonClient());
  for (const comfort of COMFORTS) withoutHarm(() => comfort(store));
  // The storage and its code load after the page.
  void import('./page/kept').then(({ lookIntoStorage }) => lookIntoStorage(store));
  addEventListener('pointerdown', notePointer, true);
  addEventListener('keydown', (event) => runShortcut(event, store.getState()));
  addEventListener('paste', (event) => handlePaste(event, store));

  const root = document.getElementById('root')!;
  bearTranslation(document.body);
  void board.then(() =>
    createRoot(root).render(
      <StrictMode>
        <PlaygroundContext value={store}>
          <Lazily>
            <App />
          </Lazily>
        </PlaygroundContext>
      </StrictMode>,
    ),
  );
}

// The benchmark page runs alone, because other work would disturb it.
if (new URLSearchParams(location.search).get('bench') === 'on') {
  void import('./bench/open').then(({ openBench }) => openBench());
} else openPage();
