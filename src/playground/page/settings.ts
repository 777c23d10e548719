import { FIRST_EXAMPLE } from '../../puzzles/sudoku/examples';
import { geometryForCells } from '../../puzzles/sudoku/geometry';
import { INITIAL_PLAYBACK } from '../store/playback';
import type { PlaygroundStore } from '../store/playground';
import { boardFor, puzzleOn } from '../store/puzzle';
import type { PlaygroundState } from '../store/state';
import { DEFAULTS } from '../store/thought';
import { readUrl, writeUrl, type UrlSettings } from '../store/url';
import { TABS } from '../worlds';

/** What a visitor without any settings in the link finds. */
const DEFAULT_SETTINGS: Omit<UrlSettings, 'model'> = {
  world: TABS[0].id,
  puzzle: FIRST_EXAMPLE.puzzle,
  rule: 'classic',
  limit: DEFAULTS.limit,
  halting: DEFAULTS.halting,
  speed: INITIAL_PLAYBACK.speed,
  loop: INITIAL_PLAYBACK.loop,
  violations: true,
  theme: 'system',
  backend: 'auto',
  lesson: 'none',
  hidden: new Set(),
};

/** A lesson's own puzzle is no setting: the puzzle is that on the board of the model at work. */
function settingsOf(state: PlaygroundState): UrlSettings {
  const { geometry } = state.model;
  return {
    world: state.world,
    puzzle: puzzleOn(boardFor(geometry), state) ?? DEFAULT_SETTINGS.puzzle,
    rule: geometry.rule,
    model: state.wantedModel ?? state.model.id,
    limit: state.limitBefore ?? state.limit,
    halting: state.halting,
    speed: state.playback.speed,
    loop: state.playback.loop,
    violations: state.showViolations,
    theme: state.theme,
    backend: state.backend,
    lesson: lessonOf(state),
    hidden: state.hidden,
  };
}

function lessonOf({ teaching, lesson, offered }: PlaygroundState): UrlSettings['lesson'] {
  if (teaching.phase === 'closed') return 'none';
  return lesson?.kind ?? offered;
}

/** Takes up the settings of a link; each that cannot be used becomes a note. */
export function applyUrl(store: PlaygroundStore, search: string): void {
  const { settings, problems } = readUrl(search);
  const state = store.getState();
  const { world, puzzle, rule, model, lesson } = settings;
  if (world !== undefined) {
    if (state.tabs.some(({ id }) => id === world)) state.openTab(world);
    else state.note(`This link's world=${world} was skipped: this page has no such world.`);
  }
  if (puzzle !== undefined) {
    const geometry = geometryForCells(puzzle.length, rule);
    state.putPuzzle(boardFor(geometry), puzzle);
    if (model === undefined && geometry !== state.model.geometry) {
      const { size } = geometry;
      state.note(`This link's ${size}×${size} Sudoku is not for the model at work here.`);
    }
  }
  if (model !== undefined) state.chooseModel(model);
  if (settings.limit !== undefined) state.setLimit(settings.limit);
  if (settings.halting !== undefined) state.setHalting(settings.halting);
  if (settings.speed !== undefined) state.setSpeed(settings.speed);
  if (settings.loop !== undefined) state.setLoop(settings.loop);
  if (settings.violations !== undefined) state.setShowViolations(settings.violations);
  if (settings.theme !== undefined) state.setTheme(settings.theme);
  if (settings.backend !== undefined) state.setBackend(settings.backend);
  settings.hidden?.forEach((thing) => state.hide(thing));
  if (lesson !== undefined && lesson !== 'none' && settings.hidden?.has('teach') !== true) {
    state.offer(lesson);
    state.openTeach();
  }
  problems.forEach((problem) => state.note(problem));
}

/** The query that leads back to this state. */
export function queryOf(state: PlaygroundState): string {
  return writeUrl(settingsOf(state), { ...DEFAULT_SETTINGS, model: state.models[0]!.id });
}

/** Keeps the address bar at the state, so that a reload or a copied address loses nothing. */
export function followInAddressBar(store: PlaygroundStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written = queryOf(store.getState());
  const write = () => {
    timer = undefined;
    const query = queryOf(store.getState());
    if (query === written) return;
    written = query;
    history.replaceState(null, '', query === '' ? location.pathname : query);
  };
  // A running lesson changes the state all the time; waiting for quiet would be waiting for ever.
  const unsubscribe = store.subscribe(() => {
    timer ??= setTimeout(write, 300);
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}
