import { OTHER_QUESTIONS, parseTaskId } from '../../../puzzles/arc/generate/id';
import type { ArcCollection, ArcProblem } from '../../../puzzles/arc/parse';
import { taskToJson, type ArcRecord, type ArcTask } from '../../../puzzles/arc/task';
import type { OnDemand } from '../../on-demand';
import { record as recorded, startHistory, type History } from '../../store/history';
import { documentOf, withGrid, type ArcDocument } from '../editing/document';
import type { Generator } from '../tasks/generator-on-demand';
import { hasOwnPairs } from './learning-state';
import { begun } from './look';
import type { ArcSlice, ArcState } from './state';

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
  /**
   * Opens a generated task, unless another task is opened while its generator is loaded. Returns
   * whether it is open then; it is not if there is no such task.
   */
  openId(id: string): Promise<boolean>;
  /** A task of the same kind (or of the kind named) from a fresh seed. */
  openAnother(kind?: string): Promise<void>;
  /** Replaces the question by another one of the same rule, with its answer. */
  askAnother(): Promise<void>;
  /** The same with a given number of `questionFromId`. */
  askQuestion(number: number): Promise<void>;
  /** Takes the loaded tasks and opens the first one; unreadable ones are listed in `loaded`. */
  load(collection: ArcCollection, from: string): void;
  /** Reports that something could not be loaded at all. */
  failToLoad(problem: ArcProblem): void;
  /** Opens the loaded task that is `by` places further. */
  page(by: number): void;
  closeLoaded(): void;
}

export interface LibraryParts {
  readonly generator: OnDemand<Generator>;
  /** Gives unsigned 32-bit integers. */
  drawSeed(): number;
  /** Tells the person what went wrong, in a sentence. */
  note(text: string): void;
}

export const createLibrary =
  (record: ArcRecord, { generator, drawSeed, note }: LibraryParts): ArcSlice<LibrarySlice> =>
  (set, get) => {
    let opening = 0;
    /** Opens a task that has to be made, unless another one is opened or asked for meanwhile. */
    const openMade = async (make: (generator: Generator) => ArcRecord | null): Promise<boolean> => {
      const number = ++opening;
      const before = get().record;
      const loaded = await load();
      const made = loaded && make(loaded);
      if (made === null || number !== opening || get().record !== before) return false;
      set((state) => open(state, made));
      return true;
    };
    const load = () =>
      generator.load().catch(() => {
        note('The generator of ARC tasks could not be loaded. Is the network there?');
        return null;
      });
    return {
      record,
      loaded: null,
      kept: new Map(),
      openTask: (next) => set((state) => open(state, next)),
      openId: (id) => openMade(({ taskOf }) => taskOf(id)),
      openAnother: async (id) => {
        const kind = id ?? kindOf(get().record);
        if (kind === null) return;
        await openMade(({ freshTask }) => freshTask(kind, drawSeed()));
      },
      askAnother: () => get().askQuestion(1 + (drawSeed() % OTHER_QUESTIONS)),
      askQuestion: async (number) => {
        const { record } = get();
        if (!canAskAnother(get())) return;
        const question = (await load())?.questionOf(record.id, number);
        if (question == null) return;
        set((state) => {
          if (state.record !== record || !canAskAnother(state)) return {};
          const { test, history } = state;
          const place = { part: 'test', at: test } as const;
          const document = withGrid(
            withGrid(history.present, { ...place, side: 'input' }, question.input),
            { ...place, side: 'output' },
            question.output,
          );
          const answers = document.answers.with(test, null);
          const asked = { ...state, history: recorded(history, { ...document, answers }) };
          return { history: asked.history, revealed: false };
        });
      },
      load: ({ records: read, problems }, from) => {
        const records = read.map((record) => recognized(record, generator.now()));
        const [first] = records;
        set((state) => ({
          loaded: { records, problems, from },
          ...(first !== undefined && open(state, first)),
        }));
      },
      failToLoad: (problem) =>
        set({ loaded: { records: [], problems: [problem], from: problem.where } }),
      page: (by) =>
        set((state) => {
          const records = state.loaded?.records ?? [];
          const next = records[placeOf(state.record, records) + by];
          return next === undefined ? {} : open(state, next);
        }),
      closeLoaded: () => set({ loaded: null }),
    };
  };

/** Whether the open task has endless questions: it is a generated task without edits. */
export function canAskAnother(state: Pick<ArcState, 'record' | 'history'>): boolean {
  return isGenerated(state.record) && hasOwnPairs(state);
}

/** The kind of a generated task; `null` for tasks from elsewhere. */
function kindOf(record: ArcRecord): string | null {
  return isGenerated(record) ? record.group : null;
}

/** Whether the open task can be made again from its id, so that a link can contain it. */
export function isGenerated(record: ArcRecord): boolean {
  return record.rule !== undefined && isNamedByKind(record);
}

/** Whether the id is one that the generator gives to tasks of this group. */
const isNamedByKind = ({ id, group }: ArcRecord) => group === parseTaskId(id)?.kind;

function open(state: ArcState, record: ArcRecord): Partial<ArcState> {
  const known =
    [...state.kept.keys(), state.record].find((one) => isSameTask(one, record)) ?? record;
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
 * @param generator without it, the task counts as one from elsewhere
 */
export function openKept(
  state: ArcState,
  kept: ArcRecord,
  generator: Generator | null,
): Partial<ArcState> {
  const made = isNamedByKind(kept) && generator !== null ? generator.taskOf(kept.id) : null;
  const opened = open(state, made ?? kept);
  const { history } = { ...state, ...opened };
  const { task } = history.present;
  if (isEqual(task, kept.task)) return opened;
  const ofOwnPairs = isEqual({ train: task.train, test: [] }, { train: kept.task.train, test: [] });
  const { train, test } = ofOwnPairs ? { ...kept.task, train: task.train } : kept.task;
  return { ...opened, ...begun(), history: recorded(history, documentOf({ train, test })) };
}

/** The generated task that a file holds unchanged, such as one that was saved here; else the file's. */
function recognized(record: ArcRecord, generator: Generator | null): ArcRecord {
  const made = parseTaskId(record.id) === null ? null : generator?.taskOf(record.id);
  return made != null && isEqual(made.task, record.task) ? made : record;
}

function isEqual(one: ArcTask, other: ArcTask): boolean {
  return JSON.stringify(taskToJson(one)) === JSON.stringify(taskToJson(other));
}

/** The place of a task among the loaded ones; -1 if it is none of them. */
export function placeOf(record: ArcRecord, loaded: readonly ArcRecord[]): number {
  return loaded.findIndex((one) => isSameTask(one, record));
}

/** Whether two records are of one task: a generated one is made again from its id. */
export function isSameTask(one: ArcRecord, other: ArcRecord): boolean {
  return one === other || (isGenerated(one) && isGenerated(other) && one.id === other.id);
}
