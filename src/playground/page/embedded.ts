import { heightMessage, themeIn } from '../../embed/messages';
import type { PlaygroundStore } from '../store/playground';

/** What the page does as part of another one. */
export function beEmbedded(store: PlaygroundStore): void {
  if (parent !== window) {
    tellHeight();
    showThrough(store);
    takeTheme(store);
  }
  startOnSight(store);
}

/** Tells the page around this one how tall it is, now and whenever that changes. */
function tellHeight(): void {
  const body = document.body;
  // A height is no secret, and whoever embeds the page is anybody.
  new ResizeObserver(() =>
    parent.postMessage(heightMessage(body.getBoundingClientRect().height), '*'),
  ).observe(body);
}

/**
 * The page around it shows through once it, or the link, has said which colours to take; without that
 * its ground may be of any colour, and the playground keeps its own. CSS does the rest.
 */
function showThrough(store: PlaygroundStore): void {
  const apply = () => {
    document.documentElement.toggleAttribute('data-embed', store.getState().theme !== 'system');
  };
  apply();
  store.subscribe(apply);
}

/** The page around it may say which colours to take, and change its mind. */
function takeTheme(store: PlaygroundStore): void {
  addEventListener('message', ({ source, data }: MessageEvent) => {
    if (source !== parent) return;
    const theme = themeIn(data);
    if (theme !== null) store.getState().setTheme(theme);
  });
}

/** Share of the page that must be in sight for a thought to play. */
const IN_SIGHT = 0.4;

/** A thought waits for its reader: it plays when the board first comes into sight. */
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
