import type { ModelChoice } from '../store/model';
import { modelsForBoard } from '../store/model-boards';
import type { PlaygroundStore } from '../store/playground';
import { puzzleOn } from '../store/puzzle';
import {
  SETTING_KEYS,
  settingOf,
  usualValues,
  valuesOf,
  type SettingKey,
  type SettingValues,
} from '../store/settings';
import type { PlaygroundState } from '../store/state';
import { tabOf } from '../store/tabs';
import { readUrl, writeUrl, type UrlSettings } from '../store/url';
import type { Hideable } from '../store/view';
import { hasTasks, type Board, type Grid } from '../worlds/page-world';
import { setAddress } from './address-bar';
import { entryAt, entryOf } from './entries';
import { SITE } from './site';

/** The settings of a visitor without any settings in the link, in all worlds. */
const USUAL = { ...usualValues(), hidden: new Set<Hideable>() };

/**
 * The defaults of the open tab: the first puzzle of the shipped model; with another puzzle the model
 * that a link to it opens.
 */
function defaultsOf({ tabs, world, models, model: open }: PlaygroundState): UrlSettings {
  const defaults = { ...USUAL, world: tabs[0].id };
  const model = models.find(
    ({ board, origin }) => origin === 'shipped' && board.world.id === world,
  );
  if (model === undefined) return defaults;
  const { board } = model;
  if (hasTasks(board.world)) return { ...defaults, model: model.id };
  const puzzle = board.world.firstPuzzle(board);
  const linked = open.board.key === board.key ? model : shippedForBoard(models, open.board);
  return { ...defaults, model: (linked ?? model).id, puzzle, ...ruleOf(board) };
}

/** The shipped model that a link to a puzzle on this board opens if it names none. */
const shippedForBoard = (models: readonly ModelChoice[], board: Board) =>
  modelsForBoard(models, board).find(({ origin }) => origin === 'shipped');

const ruleOf = ({ rule }: Board) => (rule === undefined ? {} : { rule });

/** A lesson's own puzzle is not a setting: the puzzle is that on the open model's board. */
function puzzleSettings(state: PlaygroundState): Partial<UrlSettings> {
  const { model, wantedModel } = state;
  if (hasTasks(tabOf(state))) {
    const task = state.task === null ? {} : { task: state.task };
    return { model: wantedModel?.id ?? model.id, ...task };
  }
  const puzzle = puzzleOn(model.board, state) ?? model.board.world.firstPuzzle(model.board);
  return { model: wantedModel?.id ?? model.id, puzzle, ...ruleOf(model.board) };
}

function settingsOf(state: PlaygroundState): UrlSettings {
  return {
    world: state.world,
    ...puzzleSettings(state),
    ...valuesOf((key) => settingOf(key).get(state)),
    hidden: state.hidden,
  };
}

/** Applies the settings of a link; each unusable one becomes a note. */
export function applyUrl(store: PlaygroundStore, search: string): void {
  const { tabs, world: first } = store.getState();
  const { settings, problems } = readUrl(search, tabs);
  const state = store.getState();
  const { model, world = first } = settings;
  if (settings.task !== undefined) state.setTask(settings.task);
  state.openTab(world);
  // A model that this browser keeps may still turn out to be of that world.
  if (store.getState().world !== world && model === undefined) {
    const title = tabs.find(({ id }) => id === world)!.title;
    state.note(`This page has no model for the world ${title} of this link yet.`);
  }
  putPuzzle(store, world, settings);
  if (model !== undefined) state.chooseModel(model, sideOf(settings.puzzle));
  settings.hidden?.forEach((thing) => state.hide(thing));
  for (const key of SETTING_KEYS) take(store, key, settings[key]);
  problems.forEach((problem) => state.note(problem));
}

function take<K extends SettingKey>(
  store: PlaygroundStore,
  key: K,
  value: SettingValues[K] | undefined,
): void {
  if (value !== undefined) settingOf(key).set(store.getState(), value);
}

/** Restores the defaults before a link's differences are applied; theme and backend stay. */
export function resetSettings(store: PlaygroundStore): void {
  const state = store.getState();
  state.openTab(state.tabs[0].id);
  for (const key of SETTING_KEYS) if (!settingOf(key).stays) take(store, key, USUAL[key]);
}

/**
 * Puts a link's puzzle on a board that fits, even if that is not the present one. If the link names
 * no model and the open one has another board, a model with this board replaces it.
 */
function putPuzzle(
  store: PlaygroundStore,
  world: string,
  { puzzle, rule, model: wanted }: Partial<UrlSettings>,
): void {
  const { tabs, model, models, chooseModel, putPuzzle, note } = store.getState();
  const tab = tabs.find(({ id }) => id === world)!;
  if (puzzle === undefined) return;
  const board = tab.board(puzzle.length, rule);
  putPuzzle(board, puzzle);
  if (wanted !== undefined || model.board.world !== tab || board.key === model.board.key) return;
  const fitting = shippedForBoard(models, board) ?? modelsForBoard(models, board)[0];
  if (fitting !== undefined) return chooseModel(fitting.id, board.side);
  note(`This link's ${board.side}×${board.side} ${tab.noun} is not for the model at work here.`);
}

/** Cells in a row of a puzzle; boards are square. */
const sideOf = (puzzle: Grid | undefined) => puzzle && Math.sqrt(puzzle.length);

/** The query that leads back to this state. */
export function queryOf(state: PlaygroundState): string {
  return writeUrl(settingsOf(state), defaultsOf(state), state.tabs);
}

/** A link to the present state of the page. */
export function linkOf(state: PlaygroundState): string {
  return addressOf({ ...state, embedded: false });
}

/** The address of a state: its world's entry, which has a preview of its own, and a query. */
function addressOf(state: PlaygroundState): string {
  const query = new URLSearchParams(queryOf(state));
  const { world, path } = entryOf(state.world);
  if (query.get('world') === world) {
    query.delete('world');
    if (query.size === 1 && query.has('v')) query.delete('v');
  }
  return new URL(`${path}${query.size > 0 ? `?${query}` : ''}`, SITE).href;
}

/** The settings in an address; the entry gives the world if the query does not. */
export function queryAt(address: string): string {
  const { search, origin, pathname } = new URL(address);
  const query = new URLSearchParams(search);
  const { path, world } = entryAt((origin + pathname).slice(SITE.length));
  if (path !== '' && !query.has('world')) query.set('world', world);
  return query.size === 0 ? '' : `?${query}`;
}

/** Milliseconds after which an address that the browser refused is tried again. */
const LATER = 10_000;

/**
 * The part of an address that makes a new history entry: the tab, its puzzle, and who solves it.
 */
const placeOf = ({ world, task, visit, model, racing }: PlaygroundState): string =>
  [world, task, visit, model.id, model.board.key, racing].join();

/**
 * Updates the address bar from the state, so that a reload or a copied address loses nothing, and
 * updates the state from the address when the browser goes back or forward.
 */
export function followInAddressBar(store: PlaygroundStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written = addressOf(store.getState());
  let place = placeOf(store.getState());
  let returning = false;
  let queued = false;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const state = store.getState();
    const address = addressOf(state);
    const there = placeOf(state);
    const moved = there !== place;
    place = there;
    if (address === written) return;
    if (setAddress(address + location.hash, moved)) written = address;
    else timer = setTimeout(write, LATER);
  };
  const goBack = () => {
    // A step to another chapter of the article changes nothing else.
    if (withoutFragment(location.href) === withoutFragment(written)) return;
    clearTimeout(timer);
    timer = undefined;
    returning = true;
    returnTo(store, queryAt(location.href));
    returning = false;
    place = placeOf(store.getState());
    written = location.href;
    write();
  };
  // A running lesson changes the state all the time, so waiting for a pause would never end.
  const unsubscribe = store.subscribe((state) => {
    if (returning || queued) return;
    if (placeOf(state) !== place) {
      // The steps of one action, such as opening a board and putting a puzzle on it, are one entry.
      queued = true;
      queueMicrotask(() => {
        queued = false;
        write();
      });
      return;
    }
    timer ??= setTimeout(write, 300);
  });
  addEventListener('popstate', goBack);
  return () => {
    clearTimeout(timer);
    unsubscribe();
    removeEventListener('popstate', goBack);
  };
}

const withoutFragment = (address: string) => address.replace(/#.*/, '');

/** Opens the tab of an address with its puzzle; other settings stay. */
function returnTo(store: PlaygroundStore, search: string): void {
  const { tabs } = store.getState();
  const { settings } = readUrl(search, tabs);
  const { world = tabs[0].id, model, task = null } = settings;
  store.getState().openTab(world);
  const defaults = defaultsOf(store.getState());
  const puzzle = settings.puzzle ?? defaults.puzzle;
  store.getState().chooseModel(model ?? defaults.model!, sideOf(puzzle));
  store.getState().setRacing(settings.race ?? false);
  if (hasTasks(tabOf(store.getState()))) return store.getState().setTask(task);
  const { board, setPuzzle } = store.getState();
  if (puzzle !== undefined && puzzle.length === board.cells) setPuzzle(puzzle);
}
