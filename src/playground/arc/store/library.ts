import { generateTask, parseTaskId } from '../../../puzzles/arc/generate/generate';
import { LEAST_SIDE } from '../../../puzzles/arc/generate/kind';
import { findKind } from '../../../puzzles/arc/generate/registry';
import { OTHER_QUESTIONS, questionFromId, taskFromId } from '../../../puzzles/arc/generate/stream';
import type { ArcCollection, ArcProblem } from '../../../puzzles/arc/parse';
import { taskToJson, type ArcRecord, type ArcTask } from '../../../puzzles/arc/task';
import { record as recorded, startHistory, type History } from '../../store/history';
import { documentOf, withGrid, type ArcDocument } from '../editing/document';
import { hasOwnPairs } from './learning-state';
import { begun } from './look';
import type { ArcSlice, ArcState } from './state';

/** Canvas that tasks are generated for: the shipped model's (`hrm dataset arc --show ID --size 10`). */
export const TASK_SIDE = 10;

/** What was brought along: files, a pasted text, an address. */
export interface Loaded extends ArcCollection {
  /** Where it came from, in words for a heading. */
  readonly from: string;
}

/** The task on show, and those that were loaded. */
export interface LibrarySlice {
  readonly record: ArcRecord;
  readonly loaded: Loaded | null;
  /** Documents of tasks left behind, by their record, so that no edit is lost. */
  readonly kept: ReadonlyMap<ArcRecord, History<ArcDocument>>;
  openTask(record: ArcRecord): void;
  /** Opens a generated task. Returns whether there is such a one. */
  openId(id: string): boolean;
  /** A task of the same kind (or of the kind named) from a fresh seed. */
  openAnother(kind?: string): void;
  /** Puts another question of the same rule in place of the one on show, with its answer. */
  askAnother(): void;
  /** The same, a certain one of `questionFromId`. */
  askQuestion(number: number): void;
  /** Takes in what was read and opens the first task; what could not be read is told in `loaded`. */
  load(collection: ArcCollection, from: string): void;
  /** Says that something could not be had at all. */
  failToLoad(problem: ArcProblem): void;
  /** The task on show at so many places further among those loaded. */
  page(by: number): void;
  closeLoaded(): void;
}

/** @param drawSeed gives unsigned 32-bit integers */
export const createLibrary =
  (record: ArcRecord, drawSeed: () => number): ArcSlice<LibrarySlice> =>
  (set, get) => ({
    record,
    loaded: null,
    kept: new Map(),
    openTask: (next) => set((state) => open(state, next)),
    openId: (id) => {
      const made = taskFromId(id, TASK_SIDE);
      if (made !== null) set((state) => open(state, made));
      return made !== null;
    },
    openAnother: (id) => {
      const kind = findKind(id ?? kindOf(get().record) ?? '');
      if (kind === undefined) return;
      const next = generateTask(kind, drawSeed(), Math.max(LEAST_SIDE, TASK_SIDE));
      set((state) => open(state, next));
    },
    askAnother: () => get().askQuestion(1 + (drawSeed() % OTHER_QUESTIONS)),
    askQuestion: (number) =>
      set((state) => {
        const { record, test, history } = state;
        if (!canAskAnother(state)) return {};
        const question = questionFromId(record.id, TASK_SIDE, number)!;
        const place = { part: 'test', at: test } as const;
        const document = withGrid(
          withGrid(history.present, { ...place, side: 'input' }, question.input),
          { ...place, side: 'output' },
          question.output,
        );
        const answers = document.answers.with(test, null);
        const asked = { ...state, history: recorded(history, { ...document, answers }) };
        return { history: asked.history, revealed: false };
      }),
    load: (collection, from) => {
      const [first] = collection.records;
      set((state) => ({
        loaded: { ...collection, from },
        ...(first !== undefined && open(state, first)),
      }));
    },
    failToLoad: (problem) =>
      set({ loaded: { records: [], problems: [problem], from: problem.where } }),
    page: (by) =>
      set((state) => {
        const records = state.loaded?.records ?? [];
        const next = records[records.indexOf(state.record) + by];
        return next === undefined ? {} : open(state, next);
      }),
    closeLoaded: () => set({ loaded: null }),
  });

/** Whether the task on show has questions without end: its rule can be drawn from, and was not edited. */
export function canAskAnother(state: Pick<ArcState, 'record' | 'history'>): boolean {
  return isGenerated(state.record) && hasOwnPairs(state);
}

/** The kind of a generated task; `null` for tasks from elsewhere. */
export function kindOf({ id }: ArcRecord): string | null {
  const parsed = parseTaskId(id);
  return parsed !== null && findKind(parsed.kind) !== undefined ? parsed.kind : null;
}

/** Whether the task on show can be made again from its id, so that a link can carry it. */
export function isGenerated(record: ArcRecord): boolean {
  return record.group === kindOf(record);
}

function open(state: ArcState, record: ArcRecord): Partial<ArcState> {
  const known = [...state.kept.keys(), state.record].find((one) => isSame(one, record)) ?? record;
  if (known === state.record) return {};
  const kept = new Map(state.kept).set(state.record, state.history);
  const history = kept.get(known) ?? startHistory(documentOf(known.task));
  return {
    record: known,
    kept,
    history,
    mode: 'look',
    stroke: null,
    cursor: 0,
    ...begun(),
  };
}

/**
 * Opens a task that was kept as it was learned. Where it differs from the one of its name that can be
 * made again, that is an edit, which can be undone.
 */
export function openKept(state: ArcState, kept: ArcRecord): Partial<ArcState> {
  const made = isGenerated(kept) ? taskFromId(kept.id, TASK_SIDE) : null;
  const opened = open(state, made ?? kept);
  const { history } = { ...state, ...opened };
  const { task } = history.present;
  if (isEqual(task, kept.task)) return opened;
  const ofOwnPairs = isEqual({ train: task.train, test: [] }, { train: kept.task.train, test: [] });
  const { train, test } = ofOwnPairs ? { ...kept.task, train: task.train } : kept.task;
  return { ...opened, ...begun(), history: recorded(history, documentOf({ train, test })) };
}

function isEqual(one: ArcTask, other: ArcTask): boolean {
  return JSON.stringify(taskToJson(one)) === JSON.stringify(taskToJson(other));
}

/** Generated tasks are made again whenever they are asked for; the id says it all. */
function isSame(one: ArcRecord, other: ArcRecord): boolean {
  return one === other || (isGenerated(one) && isGenerated(other) && one.id === other.id);
}
