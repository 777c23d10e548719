import { DEFAULT_ARC_SETTINGS, SLOW_ARC_SETTINGS } from '../../../training/arc/settings';
import type { ArcCommand, ArcEvent, ArcSettings, ModelSource } from '../../../worker/arc-protocol';
import { EMPTY_CURVE } from '../../store/curve';
import { afterEvent } from './learning-events';
import { knownAs, sideTooBig, type Learning, type Run } from './learning-state';
import type { ArcSlice, ArcState } from './state';

export type LearningBackend = Extract<ArcCommand, { type: 'open' }>['backend'];

/** Learning a task: the model, the run, and what was asked of the worker. */
export interface LearningSlice extends Learning {
  /** How to learn, as chosen; `null` while the proposals are good enough. */
  readonly settings: ArcSettings | null;
  /** Opens a model, the shipped one or one's own; what was learned before is forgotten. */
  openModel(model: ModelSource): void;
  setSettings(settings: ArcSettings | null): void;
  /** Learns the task on show from the model as it was trained; a run under way ends. */
  learn(): void;
  /** Asks the model about the task on show, which it was trained on; a run under way ends. */
  recall(): void;
  pauseRun(): void;
  resumeRun(): void;
  /** Ends the run and forgets what it answered. */
  dropRun(): void;
  /** Asks for the model as it is now; what comes is the run's `taken`. */
  take(): void;
  /** Asks the questions as they are now, after an edit. */
  ask(): void;
  /** Looks at what was answered earlier on; `null` for the newest. */
  showAnswers(at: number | null): void;
  hear(event: ArcEvent): void;
}

/** What is proposed: a machine without a GPU gets a twentieth of the work. */
export function proposedFor({ model }: Pick<Learning, 'model'>): ArcSettings {
  return model.phase === 'ready' && !model.fast ? SLOW_ARC_SETTINGS : DEFAULT_ARC_SETTINGS;
}

export function settingsNow(state: Pick<LearningSlice, 'model' | 'settings'>): ArcSettings {
  return state.settings ?? proposedFor(state);
}

export const createLearning =
  (backend: LearningBackend): ArcSlice<LearningSlice> =>
  (set) => {
    let runs = 0;
    let asked = 0;
    /** An order to the run there is, and what the page takes for granted at once. */
    const tell = (command: (run: number) => ArcCommand, patch: Partial<Run> = {}) =>
      set(({ run }) =>
        run === null ? {} : { order: { command: command(run.number) }, run: { ...run, ...patch } },
      );

    const begin = (state: ArcState, settings: ArcSettings, known?: number): Partial<ArcState> => {
      const { record, history } = state;
      const { task } = history.present;
      const run = ++runs;
      const next: Partial<ArcState> = {
        order: {
          command: { type: 'learn', run, task, settings, ...(known !== undefined && { known }) },
        },
        answersAt: null,
        revealed: false,
        // Who is drawing is not disturbed by a model that answers of its own accord.
        ...(known === undefined && { mode: 'look' }),
        run: {
          number: run,
          record,
          train: task.train,
          known: known !== undefined,
          phase: 'preparing',
          text: 'Getting ready…',
          share: null,
          settings,
          views: [],
          curve: EMPTY_CURVE,
          progress: null,
          answers: [],
          taken: null,
        },
      };
      return next;
    };

    return {
      model: { phase: 'none' },
      run: null,
      answersAt: null,
      order: null,
      settings: null,

      openModel: (model) =>
        set({
          model: { phase: 'loading', text: 'Loading the model…', share: null },
          run: null,
          answersAt: null,
          order: { command: { type: 'open', model, backend } },
        }),
      setSettings: (settings) => set({ settings }),
      learn: () =>
        set((state) =>
          state.model.phase !== 'ready' || sideTooBig(state) !== null
            ? {}
            : begin(state, settingsNow(state)),
        ),
      recall: () =>
        set((state) => {
          const known = knownAs(state);
          // It knows the plain view alone, and what is not learned needs no room for learning.
          const settings = { ...settingsNow(state), views: 1, batch: 1 };
          return known === null ? {} : begin(state, settings, known);
        }),
      pauseRun: () => tell((run) => ({ type: 'pause', run }), { phase: 'pausing' }),
      resumeRun: () => {
        tell((run) => ({ type: 'resume', run }), { phase: 'learning' });
        set({ answersAt: null });
      },
      dropRun: () => {
        tell((run) => ({ type: 'stop', run }));
        set({ run: null, answersAt: null });
      },
      take: () => tell((run) => ({ type: 'take', run })),
      ask: () =>
        set(({ run, history }) => {
          if (run === null) return {};
          const inputs = history.present.task.test.map(({ input }) => input);
          const { number } = run;
          return { order: { command: { type: 'answer', run: number, inputs, asked: ++asked } } };
        }),
      showAnswers: (answersAt) => set({ answersAt }),
      hear: (event) => set((state) => afterEvent(state, event)),
    };
  };
