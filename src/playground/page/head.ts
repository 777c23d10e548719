import type { PlaygroundStore } from '../store/playground';
import { puzzleOf } from '../store/puzzle';
import type { PlaygroundState } from '../store/state';
import { tabOf } from '../store/tabs';
import { hasTasks } from '../worlds/page-world';
import { entryOf, SITE_NAME } from './entries';
import { linkOf } from './settings';

/** Updates title, description and canonical address of the document to the visible state. */
export function followInHead(store: PlaygroundStore): () => void {
  let shown = '';
  const follow = () => {
    const state = store.getState();
    const [title, link] = [titleOf(state), linkOf(state)];
    const now = `${title}\n${link}`;
    if (now === shown) return;
    shown = now;
    document.title = title;
    const entry = entryOf(state.world);
    set('meta[name="description"]', 'content', entry.description);
    set('meta[property="og:title"]', 'content', title);
    set('meta[property="og:url"]', 'content', link);
    // A browser shares the canonical address, so it should lead to this puzzle.
    canonical().href = link;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  follow();
  const unsubscribe = store.subscribe(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      follow();
    }, 500);
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}

/** "Sudoku with 26 givens · HRM Playground" */
function titleOf(state: PlaygroundState): string {
  const tab = tabOf(state);
  const subject = hasTasks(tab)
    ? `${tab.title}${state.task === null ? '' : ` task ${state.task}`}`
    : state.board.world === tab
      ? tab.about(puzzleOf(state), state.board)
      : tab.title;
  return `${subject} · ${SITE_NAME}`;
}

function set(selector: string, name: string, value: string): void {
  document.head.querySelector(selector)?.setAttribute(name, value);
}

function canonical(): HTMLLinkElement {
  const known = document.head.querySelector<HTMLLinkElement>('link[rel="canonical"]');
  if (known !== null) return known;
  const link = document.createElement('link');
  link.rel = 'canonical';
  document.head.append(link);
  return link;
}
