import { heightMessage, themeIn } from '../../embed/messages';
import type { PlaygroundStore } from '../store/playground';

/** The behaviour of the page inside another page. */
export function beEmbedded(store: PlaygroundStore): void {
  if (parent !== window) {
    tellHeight();
    showThrough(store);
    takeTheme(store);
  }
  startOnSight(store);
}

/** Sends this page's height to the page around it, now and after each change. */
function tellHeight(): void {
  const body = document.body;
  // A height is not secret, and any page may embed this one.
  new ResizeObserver(() =>
    parent.postMessage(heightMessage(body.getBoundingClientRect().height), '*'),
  ).observe(body);
}

/**
 * The background becomes transparent when the page around it, or the link, has chosen the colours.
 * Before that the background there may have any colour, so the playground keeps its own. CSS does
 * the rest.
 */
function showThrough(store: PlaygroundStore): void {
  const apply = () => {
    document.documentElement.toggleAttribute('data-embed', store.getState().theme !== 'system');
  };
  apply();
  store.subscribe(apply);
}

/** The page around it may choose the colours, and change them later. */
function takeTheme(store: PlaygroundStore): void {
  addEventListener('message', ({ source, data }: MessageEvent) => {
    if (source !== parent) return;
    const theme = themeIn(data);
    if (theme !== null) store.getState().setTheme(theme);
  });
}

/** Share of the page that must be visible for a thought to play. */
const IN_SIGHT = 0.4;

/** A thought plays when the board first becomes visible. */
function startOnSight(store: PlaygroundStore): void {
  const { playback, pause } = store.getState();
  if (!playback.playing) return;
  pause();
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      store.getState().play();
    },
    { threshold: IN_SIGHT },
  );
  observer.observe(document.getElementById('root')!);
}
