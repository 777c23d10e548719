import { openLessonStore, type LessonStore } from '../../checkpoint/lesson-store';
import {
  openModelStore,
  type NewModel,
  type ModelStore,
  type SavedModel,
} from '../../checkpoint/model-store';
import { persistStorage } from '../../checkpoint/storage-space';
import { suitsAnyLength } from '../../hrm/config';
import { ARC_TASK } from '../../training/lessons/ids';
import type { ModelChoice } from '../store/model';
import type { PlaygroundStore } from '../store/playground';
import { boardOfConfig } from '../worlds/board-of';
import type { Tab } from '../worlds/page-world';

/** The page's use of the browser's storage: saved models and lessons. */

/** Gives the store what this browser keeps. A browser that keeps nothing is not an error. */
export async function lookIntoStorage(store: PlaygroundStore): Promise<void> {
  try {
    await Promise.all([listModels(store), listCheckpoints(store)]);
  } catch (error) {
    console.warn(error);
  }
  const { wantedModel, note, chooseModel, model } = store.getState();
  if (wantedModel === null) return;
  note('The model of this link is not among those of this browser; another one is at work.');
  chooseModel(model.id);
}

/**
 * Saves a model under a name and puts it among the models to choose from.
 * @throws StorageFullError, StorageUnavailableError, CheckpointError or RangeError, a sentence each
 */
export async function saveModel(store: PlaygroundStore, model: NewModel): Promise<SavedModel> {
  // A person who saves a model wants it to last, so this is the moment to ask the browser.
  void persistStorage();
  const saved = await withModels((models) => models.put(model));
  await listModels(store);
  return saved;
}

export async function renameModel(store: PlaygroundStore, id: string, name: string) {
  await withModels((models) => models.rename(id, name));
  await listModels(store);
}

export async function removeModel(store: PlaygroundStore, id: string) {
  await withModels((models) => models.remove(id));
  await listModels(store);
}

/** Number of ARC tasks to keep; each takes about 16 MB, and can be learned again in a minute. */
const MOST_TASKS = 8;

/** Lessons and ARC tasks that can be resumed; the oldest tasks are removed for new ones. */
export async function listCheckpoints(store: PlaygroundStore): Promise<void> {
  const entries = await withLessons(async (lessons) => {
    const all = (await lessons.list()).entries;
    const tooMany = all.filter(({ lesson }) => lesson === ARC_TASK).slice(MOST_TASKS);
    for (const { id } of tooMany) await lessons.remove(id);
    return all.filter((entry) => !tooMany.includes(entry));
  });
  store.getState().checkpointsAre(entries);
}

export async function removeCheckpoint(store: PlaygroundStore, id: string): Promise<void> {
  await withLessons((lessons) => lessons.remove(id));
  await listCheckpoints(store);
}

async function withLessons<T>(work: (lessons: LessonStore) => Promise<T>): Promise<T> {
  const lessons = await openLessonStore();
  try {
    return await work(lessons);
  } finally {
    lessons.close();
  }
}

async function listModels(store: PlaygroundStore): Promise<void> {
  const { entries } = await withModels((models) => models.list());
  const { tabs, savedModelsAre } = store.getState();
  savedModelsAre(entries.flatMap((saved) => choiceOf(tabs, saved)));
}

/** A model of a world this page has no board for stays in the storage, for a page that has one. */
function choiceOf(tabs: readonly Tab[], { id, name, config, bytes }: SavedModel): ModelChoice[] {
  try {
    const board = boardOfConfig(tabs, config);
    const source = { name, saved: id };
    const sides = config.puzzle?.sides ?? [board.side];
    const size = { board, anySize: suitsAnyLength(config), sides };
    return [{ id, title: name, origin: 'saved', source, ...size, bytes }];
  } catch {
    return [];
  }
}

async function withModels<T>(work: (models: ModelStore) => Promise<T>): Promise<T> {
  const models = await openModelStore();
  try {
    return await work(models);
  } finally {
    models.close();
  }
}
