import { FIRST_EXAMPLE } from '../../puzzles/sudoku/examples';
import { INITIAL_PLAYBACK } from '../store/playback';
import type { PlaygroundStore } from '../store/playground';
import { givensOf } from '../store/puzzle';
import type { PlaygroundState } from '../store/state';
import { DEFAULTS } from '../store/thought';
import { readUrl, writeUrl, type UrlSettings } from '../store/url';

/** What a visitor without any settings in the link finds. */
const DEFAULT_SETTINGS: UrlSettings = {
  puzzle: FIRST_EXAMPLE.puzzle,
  limit: DEFAULTS.limit,
  halting: DEFAULTS.halting,
  speed: INITIAL_PLAYBACK.speed,
  loop: INITIAL_PLAYBACK.loop,
  violations: true,
  theme: 'system',
  backend: 'auto',
  hidden: new Set(),
};

function settingsOf(state: PlaygroundState): UrlSettings {
  return {
    puzzle: givensOf(state),
    limit: state.limit,
    halting: state.halting,
    speed: state.playback.speed,
    loop: state.playback.loop,
    violations: state.showViolations,
    theme: state.theme,
    backend: state.backend,
    hidden: state.hidden,
  };
}

/** Takes up the settings of a link; each that cannot be used becomes a note. */
export function applyUrl(store: PlaygroundStore, search: string): void {
  const { settings, problems } = readUrl(search);
  const state = store.getState();
  if (settings.puzzle) state.setPuzzle(settings.puzzle);
  if (settings.limit !== undefined) state.setLimit(settings.limit);
  if (settings.halting !== undefined) state.setHalting(settings.halting);
  if (settings.speed !== undefined) state.setSpeed(settings.speed);
  if (settings.loop !== undefined) state.setLoop(settings.loop);
  if (settings.violations !== undefined) state.setShowViolations(settings.violations);
  if (settings.theme !== undefined) state.setTheme(settings.theme);
  if (settings.backend !== undefined) state.setBackend(settings.backend);
  settings.hidden?.forEach((thing) => state.hide(thing));
  problems.forEach((problem) => state.note(problem));
}

/** The query that leads back to this state. */
export function queryOf(state: PlaygroundState): string {
  return writeUrl(settingsOf(state), DEFAULT_SETTINGS);
}

/** Keeps the address bar at the state, so that a reload or a copied address loses nothing. */
export function followInAddressBar(store: PlaygroundStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written = queryOf(store.getState());
  const write = () => {
    const query = queryOf(store.getState());
    if (query === written) return;
    written = query;
    history.replaceState(null, '', query === '' ? location.pathname : query);
  };
  const unsubscribe = store.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(write, 300);
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}
