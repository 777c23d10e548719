import { DEFAULT_ARC_SETTINGS, SLOW_ARC_SETTINGS } from '../../../training/arc/settings';
import type { ArcCommand, ArcEvent, ArcSettings, ModelSource } from '../../../worker/arc-protocol';
import { EMPTY_CURVE } from '../../store/curve';
import { afterEvent } from './learning-events';
import { isAtRest, knownAs, sideTooBig, type Learning, type Run } from './learning-state';
import { openKept } from './library';
import type { ArcSlice, ArcState } from './state';

export type LearningBackend = Extract<ArcCommand, { type: 'open' }>['backend'];

/** Learning a task: the model, the run, and what was asked of the worker. */
export interface LearningSlice extends Learning {
  /** How to learn, as chosen; `null` while the proposals are good enough. */
  readonly settings: ArcSettings | null;
  /** The checkpoint of a run that was forgotten last. */
  readonly forgotten: string | null;
  /** Opens a model, the shipped one or one's own; what was learned before is no longer at hand. */
  openModel(model: ModelSource): void;
  /** Opens the model again after it failed. */
  reopenModel(): void;
  setSettings(settings: ArcSettings | null): void;
  /** Learns the task on show from the model as it was trained; a current run ends. */
  learn(): void;
  /** Asks the model about the task on show, which it was trained on; a current run ends. */
  recall(): void;
  /**
   * Goes on with a run that the browser keeps; a current run ends.
   * @param takeOver whether to take it from another tab
   */
  takeUp(checkpoint: string, takeOver?: boolean): void;
  pauseRun(): void;
  resumeRun(): void;
  /** Ends the run and forgets what it answered; one that rests is forgotten by the browser, too. */
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
  (set, get) => {
    let runs = 0;
    let asked = 0;
    let opened: ModelSource | null = null;
    /** An order to the run there is, and what the page takes for granted at once. */
    const tell = (command: (run: number) => ArcCommand, patch: Partial<Run> = {}) =>
      set(({ run }) =>
        run === null ? {} : { order: { command: command(run.number) }, run: { ...run, ...patch } },
      );

    /** A run of the task on show that begins, and the command for it. */
    const start = (
      { record, history }: ArcState,
      fields: Pick<Run, 'settings'> & Partial<Pick<Run, 'known' | 'checkpoint'>>,
      command: (run: number) => ArcCommand,
    ): Partial<ArcState> => {
      const number = ++runs;
      return {
        order: { command: command(number) },
        answersAt: null,
        revealed: false,
        // Who is drawing is not disturbed by a model that answers of its own accord.
        ...(!fields.known && { mode: 'look' as const }),
        run: {
          number,
          record,
          train: history.present.task.train,
          known: false,
          phase: 'preparing',
          text: 'Getting ready…',
          share: null,
          views: [],
          curve: EMPTY_CURVE,
          progress: null,
          answers: [],
          checkpoint: null,
          kept: null,
          keepingProblem: null,
          elsewhere: false,
          taken: null,
          ...fields,
        },
      };
    };
    const begin = (state: ArcState, settings: ArcSettings, known?: number): Partial<ArcState> => {
      const record = { ...state.record, task: state.history.present.task };
      const more = known === undefined ? {} : { known };
      const command = (run: number) => ({ type: 'learn', run, record, settings, ...more }) as const;
      return start(state, { settings, known: known !== undefined }, command);
    };

    return {
      model: { phase: 'none' },
      run: null,
      answersAt: null,
      order: null,
      settings: null,
      forgotten: null,

      openModel: (model) => {
        opened = model;
        set({
          model: { phase: 'loading', text: 'Loading the model…', share: null },
          run: null,
          answersAt: null,
          order: { command: { type: 'open', model, backend } },
        });
      },
      reopenModel: () => {
        if (opened !== null) get().openModel(opened);
      },
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
      takeUp: (checkpoint, takeOver = false) => {
        // What ended the worker has ended its model.
        if (get().model.phase === 'failed') get().reopenModel();
        const command = (run: number) =>
          ({ type: 'take-up', run, checkpoint, ...(takeOver && { takeOver }) }) as const;
        set((state) => start(state, { settings: settingsNow(state), checkpoint }, command));
      },
      pauseRun: () => tell((run) => ({ type: 'pause', run }), { phase: 'pausing' }),
      resumeRun: () => {
        tell((run) => ({ type: 'resume', run }), { phase: 'learning' });
        set({ answersAt: null });
      },
      dropRun: () => {
        const { run: ended } = get();
        const forget = ended !== null && isAtRest(ended);
        tell((run) => ({ type: 'stop', run, ...(forget && { forget }) }));
        set({ run: null, answersAt: null, ...(forget && { forgotten: ended.checkpoint }) });
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
      hear: (event) =>
        set((state) => {
          const patch = afterEvent(state, event, performance.now());
          if (event.type !== 'arc-taken-up' || patch.run == null) return patch;
          const opened = openKept(state, event.record);
          const { record, history } = { ...state, ...opened };
          const run = { ...patch.run, record, train: history.present.task.train };
          return { ...patch, ...opened, run };
        }),
    };
  };
