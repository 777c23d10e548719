import { DEFAULT_ARC_SETTINGS, SLOW_ARC_SETTINGS } from '../../../training/arc/settings';
import type { ArcCommand, ArcEvent, ArcSettings, ModelSource } from '../../../worker/arc-protocol';
import type { OnDemand } from '../../on-demand';
import { EMPTY_CURVE } from '../../store/curve';
import type { Generator } from '../tasks/generator-on-demand';
import { afterEvent } from './learning-events';
import { isAtRest, knownAs, sideTooBig, type Learning, type Run } from './learning-state';
import { openKept } from './library';
import type { ArcSlice, ArcState } from './state';

export type LearningBackend = Extract<ArcCommand, { type: 'open' }>['backend'];

/** Learning a task: the model, the run, and the orders to the worker. */
export interface LearningSlice extends Learning {
  /** The chosen settings; `null` for the proposed ones. */
  readonly settings: ArcSettings | null;
  /** The checkpoint of a run that was forgotten last. */
  readonly forgotten: string | null;
  /** Opens a model, the shipped one or one's own; the earlier run is no longer available. */
  openModel(model: ModelSource): void;
  /** Opens the model again after it failed. */
  reopenModel(): void;
  setSettings(settings: ArcSettings | null): void;
  /** Learns the open task from the trained model; a current run ends. */
  learn(): void;
  /** Asks the model about the open task, which it was trained on; a current run ends. */
  recall(): void;
  /**
   * Resumes a run that the browser keeps; a current run ends.
   * @param takeOver whether to take it from another tab
   */
  takeUp(checkpoint: string, takeOver?: boolean): void;
  pauseRun(): void;
  resumeRun(): void;
  /** Ends the run and forgets its answers; if it rests, it is removed from the browser, too. */
  dropRun(): void;
  /** Requests the present model; the reply is the run's `taken`. */
  take(): void;
  /** Asks the present questions, after an edit. */
  ask(): void;
  /** Shows earlier answers; `null` for the newest. */
  showAnswers(at: number | null): void;
  hear(event: ArcEvent): void;
}

/** The proposed settings: a machine without a GPU gets a twentieth of the work. */
export function proposedFor({ model }: Pick<Learning, 'model'>): ArcSettings {
  return model.phase === 'ready' && !model.fast ? SLOW_ARC_SETTINGS : DEFAULT_ARC_SETTINGS;
}

export function settingsNow(state: Pick<LearningSlice, 'model' | 'settings'>): ArcSettings {
  return state.settings ?? proposedFor(state);
}

export const createLearning =
  (backend: LearningBackend, generator: OnDemand<Generator>): ArcSlice<LearningSlice> =>
  (set, get) => {
    let runs = 0;
    let asked = 0;
    let opened: ModelSource | null = null;
    /** An order to the present run, and its immediate effect on the state. */
    const tell = (command: (run: number) => ArcCommand, patch: Partial<Run> = {}) =>
      set(({ run }) =>
        run === null ? {} : { order: { command: command(run.number) }, run: { ...run, ...patch } },
      );

    /** Begins a run of the open task, with its command. */
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
        // A model that answers by itself does not disturb a person who is drawing.
        ...(!fields.known && { mode: 'look' as const }),
        run: {
          number,
          record,
          train: history.present.task.train,
          known: false,
          phase: 'preparing',
          text: 'Getting ready…',
          share: null,
          side: null,
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
          // The model knows only the plain view, and without learning it needs no memory for it.
          const settings = { ...settingsNow(state), views: 1, batch: 1 };
          return known === null ? {} : begin(state, settings, known);
        }),
      takeUp: (checkpoint, takeOver = false) => {
        // By the answer the task is made again, to tell its edits.
        void generator.load().catch(() => undefined);
        // The worker's model has ended with it.
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
          const opened = openKept(state, event.record, generator.now());
          const { record, history } = { ...state, ...opened };
          const run = { ...patch.run, record, train: history.present.task.train };
          return { ...patch, ...opened, run };
        }),
    };
  };
