import { openDB } from 'idb';
import { answered } from './patience';

/** The fastest tiles on one adapter, by the labels of kernels. */
export interface TileMemory {
  get(label: string): string | undefined;
  /** Kept for this visit, and for later visits if the browser can store data. */
  set(label: string, tile: string): void;
}

/** Choices of this tab or process, by adapter. */
const known = new Map<string, Map<string, string>>();

const NAME = 'hrm-tiles';
const STORE = 'choices';
/** A storage that is silent for this many milliseconds is not used. */
const PATIENCE = 500;

/** What is known about an adapter. Never fails: what cannot be read is timed again. */
export async function openTileMemory(adapter: string): Promise<TileMemory> {
  let choices = known.get(adapter);
  if (!choices) {
    choices = new Map(Object.entries(await stored(adapter)));
    known.set(adapter, choices);
  }
  const { get, set } = { get: choices.get.bind(choices), set: choices.set.bind(choices) };
  return {
    get: (label) => get(label),
    set(label, tile) {
      set(label, tile);
      void store(adapter, Object.fromEntries(choices));
    },
  };
}

async function stored(adapter: string): Promise<Record<string, string>> {
  try {
    const value = await answered(
      withStore((store) => store.get(adapter)),
      PATIENCE,
    );
    return isChoices(value) ? value : {};
  } catch {
    return {};
  }
}

async function store(adapter: string, choices: Record<string, string>): Promise<void> {
  try {
    await withStore((store) => store.put(choices, adapter));
  } catch {
    // Another visit times the tiles again.
  }
}

/** @throws whatever the browser throws, or ReferenceError if there is no IndexedDB */
async function withStore<T>(
  work: (store: {
    get(key: string): Promise<unknown>;
    put(value: unknown, key: string): Promise<unknown>;
  }) => Promise<T>,
): Promise<T> {
  const database = await openDB(NAME, 1, {
    upgrade: (created) => void created.createObjectStore(STORE),
    blocking: () => database.close(),
  });
  try {
    return await work({
      get: (key) => database.get(STORE, key),
      put: (value, key) => database.put(STORE, value, key),
    });
  } finally {
    database.close();
  }
}

function isChoices(value: unknown): value is Record<string, string> {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every((tile) => typeof tile === 'string');
}
