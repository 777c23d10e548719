import { LESSON_IDS, type LessonId } from '../../training/lessons/ids';
import type { TrainingSettings } from '../../training/settings';
import type { LessonCommand, LessonEvent, LessonSource } from '../../worker/lesson-protocol';
import { activeLesson, offeredIn } from './active-lesson';
import type { EngineSlice } from './engine';
import { afterEvent } from './lesson-events';
import { forgotten, type Lesson, type Teaching, type TeachingPhase } from './lesson-state';
import { setting, words } from './setting';
import type { PlaygroundState, SliceCreator } from './state';
import { showBefore, showStudent } from './student-board';

/** Teaching: the lesson, its progress, and the orders to its worker. */
export interface LessonSlice extends Teaching {
  /** The selected lesson in the list. */
  readonly offered: LessonId;
  /** The ACT limit to restore after the lesson; `null` if it has not changed. */
  readonly limitBefore: number | null;
  /** Shows the list of lessons, or the one in progress. */
  openTeach(): void;
  offer(lesson: LessonId): void;
  /** Ends the lesson, if there is one, and restores the earlier model and puzzle. */
  closeTeach(): void;
  /** Ends the lesson and shows the list. */
  chooseAgain(): void;
  beginLesson(source: LessonSource, settings: TrainingSettings): void;
  /** Resumes the stored lesson with this id. @param takeOver whether to take it from another tab */
  resumeLesson(checkpoint: string, takeOver?: boolean): void;
  /** Trains for `steps` steps or until paused. */
  train(steps?: number): void;
  pauseLesson(): void;
  adjustRate(learningRate: number): void;
  /** Goes back to the weights the lesson began with. */
  rewindLesson(): void;
  compareLesson(puzzles: number): void;
  onLessonEvent(event: LessonEvent): void;
}

export const lessonSettings = {
  /** The lesson in progress or selected, `none` while nothing is taught. */
  lesson: setting<LessonId | 'none'>({
    ...words(['none', ...LESSON_IDS]),
    usual: 'none',
    get(state) {
      if (state.teaching.phase === 'closed') return 'none';
      return state.lesson?.kind ?? offeredIn(state);
    },
    set(state, lesson) {
      if (lesson === 'none' || state.hidden.has('teach')) return;
      state.offer(lesson);
      state.openTeach();
    },
    stays: true,
  }),
};

export const createLesson: SliceCreator<LessonSlice> = (set) => {
  /** An order to the lesson in progress, and its immediate effect on the state. */
  const tell = (
    command: LessonCommand,
    patch: (lesson: Lesson) => Partial<Teaching> = () => ({}),
  ) => set(({ lesson }) => (lesson === null ? {} : { order: { command }, ...patch(lesson) }));
  const adopt = (change: (lesson: Lesson) => Partial<Lesson>) => (lesson: Lesson) => ({
    lesson: { ...lesson, ...change(lesson) },
  });
  const prepare = (command: (backend: LessonBackend) => LessonCommand) =>
    set((state) => ({
      ...end(state, { phase: 'preparing', text: 'Getting ready…', share: null }),
      order: { command: command(lessonBackend(state)) },
    }));

  return {
    teaching: { phase: 'closed' },
    lesson: null,
    order: null,
    offered: 'scratch-4',
    limitBefore: null,

    openTeach: () =>
      set(({ teaching }) => ({
        instrument: 'teach',
        looksInside: false,
        ...(teaching.phase === 'closed' && { teaching: { phase: 'choosing' } }),
      })),
    offer: (offered) => set({ offered }),
    closeTeach: () => set((state) => dismiss(state, { phase: 'closed' })),
    chooseAgain: () => set((state) => dismiss(state, { phase: 'choosing' })),
    beginLesson: (lesson, settings) =>
      prepare((backend) => ({ type: 'prepare', lesson, settings, backend })),
    resumeLesson: (checkpoint, takeOver = false) =>
      prepare((backend) => ({
        type: 'resume',
        checkpoint,
        backend,
        ...(takeOver && { takeOver }),
      })),
    train: (steps) =>
      tell({ type: 'go', ...(steps !== undefined && { steps }) }, (lesson) => ({
        teaching: { phase: 'running' },
        lesson: { ...lesson, since: lesson.since ?? performance.now() },
      })),
    pauseLesson: () => tell({ type: 'pause' }),
    adjustRate: (learningRate) =>
      tell(
        { type: 'adjust', learningRate },
        adopt(() => ({ learningRate })),
      ),
    rewindLesson: () =>
      tell({ type: 'rewind' }, (lesson) => ({
        teaching: { phase: 'paused' },
        lesson: forgotten(lesson),
      })),
    compareLesson: (puzzles) =>
      tell(
        { type: 'compare', puzzles },
        adopt(() => ({ comparison: { at: 'work' } })),
      ),
    onLessonEvent: (event) =>
      set((state) => {
        const patch = afterEvent(state, event, performance.now());
        const { lesson } = patch;
        const next = { ...state, ...patch };
        const learned = lesson != null && lesson.student !== state.lesson?.student;
        // Another world may be open meanwhile.
        if (!learned || activeLesson(next) === null) return patch;
        return { ...patch, ...showStudent(next, lesson) };
      }),
  };
};

/** Removes the lesson from the page. */
function end(state: PlaygroundState, teaching: TeachingPhase): Partial<PlaygroundState> {
  return { ...showBefore(state), lesson: null, teaching };
}

/** Removes the lesson from the page and lets the worker free its memory. */
function dismiss(state: PlaygroundState, teaching: TeachingPhase): Partial<PlaygroundState> {
  const { phase } = state.teaching;
  const idle = phase === 'closed' || phase === 'choosing';
  return { ...end(state, teaching), ...(!idle && { order: { command: { type: 'close' } } }) };
}

type LessonBackend = Extract<LessonCommand, { type: 'prepare' }>['backend'];

/**
 * ONNX Runtime cannot train; if it is chosen for thinking, learning uses the best other backend.
 */
function lessonBackend({ backend }: Pick<EngineSlice, 'backend'>): LessonBackend {
  return backend === 'onnx' ? 'auto' : backend;
}
