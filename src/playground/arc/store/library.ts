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

/** Loaded tasks: from files, a pasted text or an address. */
export interface Loaded extends ArcCollection {
  /** The origin, in words for a heading. */
  readonly from: string;
}

/** The open task, and the loaded ones. */
export interface LibrarySlice {
  readonly record: ArcRecord;
  readonly loaded: Loaded | null;
  /** Documents of other tasks, by their record, so that no edit is lost. */
  readonly kept: ReadonlyMap<ArcRecord, History<ArcDocument>>;
  openTask(record: ArcRecord): void;
  /** Opens a generated task. Returns whether it exists. */
  openId(id: string): boolean;
  /** A task of the same kind (or of the kind named) from a fresh seed. */
  openAnother(kind?: string): void;
  /** Replaces the question by another one of the same rule, with its answer. */
  askAnother(): void;
  /** The same with a given number of `questionFromId`. */
  askQuestion(number: number): void;
  /** Takes the loaded tasks and opens the first one; unreadable ones are listed in `loaded`. */
  load(collection: ArcCollection, from: string): void;
  /** Reports that something could not be loaded at all. */
  failToLoad(problem: ArcProblem): void;
  /** Opens the loaded task that is `by` places further. */
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

/** Whether the open task has endless questions: it is a generated task without edits. */
export function canAskAnother(state: Pick<ArcState, 'record' | 'history'>): boolean {
  return isGenerated(state.record) && hasOwnPairs(state);
}

/** The kind of a generated task; `null` for tasks from elsewhere. */
export function kindOf({ id }: ArcRecord): string | null {
  const parsed = parseTaskId(id);
  return parsed !== null && findKind(parsed.kind) !== undefined ? parsed.kind : null;
}

/** Whether the open task can be made again from its id, so that a link can contain it. */
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
 * Opens a task as it was learned. If it differs from the generated task of its id, the difference
 * is an edit that can be undone.
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

/** Generated tasks are not kept, because they can be made again from the id. */
function isSame(one: ArcRecord, other: ArcRecord): boolean {
  return one === other || (isGenerated(one) && isGenerated(other) && one.id === other.id);
}
