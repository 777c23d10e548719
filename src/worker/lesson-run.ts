import type { TrainingBackend } from '../compute/training-ops';
import { isFiniteState } from '../training/parameters';
import type { TrainingSettings } from '../training/settings';
import type { TrainingRun, TrainingRunState } from '../training/training-run';
import type { CheckpointKeeper } from './checkpoint-keeper';
import { writeCheckpoint } from './lesson-checkpoint';
import type { LessonEvent, LessonSource } from './lesson-protocol';
import { nextTask } from './next-task';
import type { TrainerChoice } from './training-backend';

/** Milliseconds between two reports of metrics, and between two evaluations. */
const REPORT_EVERY = 200;
const EVAL_EVERY = 2000;
/** Share of the time that evaluations may take. */
const EVAL_SHARE = 0.2;
/** Steps after which metrics must be read, because the device would overwrite them. */
const REPORT_STEPS = 40;

/** A prepared lesson on a backend. */
export interface LessonOnBackend {
  readonly id: string;
  readonly source: LessonSource;
  readonly settings: TrainingSettings;
  readonly backend: TrainingBackend;
  readonly choice: TrainerChoice;
  readonly training: TrainingRun;
  /** The state to go back to if training diverges or the device is lost. */
  readonly good: TrainingRunState;
}

/** The parts of the teacher that a run needs. */
export interface LessonSurroundings {
  readonly keeper: Pick<CheckpointKeeper, 'isDue' | 'keep'>;
  emit(event: LessonEvent): void;
  /** Queues work of the run, after the waiting commands. */
  enqueue(work: () => Promise<void>): void;
  /** Whether commands wait; training then yields to them. */
  waiting(): boolean;
}

/**
 * An open lesson: steps, with metrics and evaluations when there is time, checkpoints, and rests in
 * between. It reports by events.
 */
export class LessonRun {
  /** Whether steps are wanted; if not, it rests after the present step. */
  running = false;
  /** The step after which it rests, if it should train only for some steps. */
  stopAt: number | null = null;
  #settings: TrainingSettings;
  #good: TrainingRunState;
  /** Whether the page knows that training has stopped. */
  #atRest: boolean;
  /** Replaced or closed: it reports no more events. */
  #ended = false;
  /** The metrics being read back while the next steps run. */
  #reporting: Promise<void> | null = null;

  /** @param atRest whether the page knows that it rests: not if its device was lost during steps */
  constructor(
    readonly lesson: LessonOnBackend,
    private readonly around: LessonSurroundings,
    atRest: boolean,
  ) {
    this.#settings = lesson.settings;
    this.#good = lesson.good;
    this.#atRest = atRest;
  }

  get training(): TrainingRun {
    return this.lesson.training;
  }

  get settings(): TrainingSettings {
    return this.#settings;
  }

  /** The last good state. */
  get good(): TrainingRunState {
    return this.#good;
  }

  get atRest(): boolean {
    return this.#atRest;
  }

  /** @param steps to train; until it is paused or finished unless given */
  go(steps?: number): void {
    if (this.running) return;
    this.running = true;
    this.#atRest = false;
    this.stopAt = steps === undefined ? null : this.training.step + steps;
    this.around.enqueue(() => this.#train());
  }

  adjust(learningRate: number): void {
    this.#settings = { ...this.#settings, learningRate };
    this.training.trainer.setLearningRate(learningRate);
  }

  async evaluate(): Promise<void> {
    const { evalResult, trackedExample, model } = await this.training.evaluate();
    this.around.emit({ type: 'evaluated', evalResult, trackedExample, weights: model.weights });
  }

  /** Goes back to the last good state after a divergence. */
  async goBack(problem: string): Promise<void> {
    if (this.#ended) return;
    const { step, parameters } = this.#good;
    // It went back already, for another report of the same divergence.
    if (this.#atRest && this.training.step === step) return;
    this.running = false;
    this.training.restore({ step, parameters });
    await this.evaluate();
    const message = `${problem} The weights of step ${step} are back; a lower learning rate may help.`;
    this.paused({ step, why: 'diverged', message });
  }

  async rewind(): Promise<void> {
    this.running = false;
    await this.#reporting;
    this.training.rewind();
    this.#good = await this.training.state();
    await this.evaluate();
    this.#keep();
    this.paused({ step: 0, why: 'asked', message: null });
  }

  paused(event: Omit<Extract<LessonEvent, { type: 'paused' }>, 'type'>): void {
    this.#atRest = true;
    this.around.emit({ type: 'paused', ...event });
  }

  /** From now on it reports no events. */
  giveUp(): void {
    this.#ended = true;
    this.running = false;
  }

  /** Ends it and frees its memory. */
  async end(): Promise<void> {
    this.giveUp();
    await this.#reporting;
    this.training.dispose();
    this.lesson.backend.dispose();
  }

  /** Trains until something else must be done, and then queues itself again. */
  async #train(): Promise<void> {
    if (this.#ended || this.#atRest) return;
    if (!this.running) return this.#rest('asked');
    const { training } = this;
    let reported = performance.now();
    let evaluatedAt = reported;
    let evalTime = 0;
    let reportedStep = training.step;
    while (this.running && !this.around.waiting()) {
      await training.trainer.advance();
      const now = performance.now();
      if (now - reported > REPORT_EVERY || training.step - reportedStep >= REPORT_STEPS) {
        await this.#reporting;
        this.#report((1000 * (training.step - reportedStep)) / (now - reported));
        [reported, reportedStep] = [now, training.step];
      }
      if (this.stopAt !== null && training.step >= this.stopAt) return this.#rest('steps');
      if (training.step === this.#settings.steps) return this.#rest('finished');
      if (now - evaluatedAt > Math.max(EVAL_EVERY, evalTime / EVAL_SHARE)) {
        await this.evaluate();
        evaluatedAt = performance.now();
        evalTime = evaluatedAt - now;
      }
      if (this.around.keeper.isDue) this.#keep();
      await nextTask();
    }
    if (!this.running) return this.#rest('asked');
    this.around.enqueue(() => this.#train());
  }

  /** Reads metrics without waiting for them. */
  #report(stepsPerSecond: number): void {
    this.#reporting = this.training
      .collect()
      .then(({ steps, problem }) => {
        if (this.#ended) return;
        this.around.emit({ type: 'metrics', steps, stepsPerSecond });
        if (problem !== null) this.around.enqueue(() => this.goBack(problem));
      })
      // If this fails, the next step fails too and reports it.
      .catch(() => undefined)
      .finally(() => (this.#reporting = null));
  }

  /** After the last step: the result is evaluated and kept. */
  async #rest(why: 'asked' | 'steps' | 'finished'): Promise<void> {
    await this.#reporting;
    this.#report(0);
    await this.#reporting;
    await this.evaluate();
    await this.#remember();
    // Only now, because after a device lost before this, steps must be repeated.
    this.running = false;
    this.#keep();
    this.paused({ step: this.training.step, why, message: null });
  }

  /** Keeps the present state in memory, if it is good. */
  async #remember(): Promise<void> {
    if (!this.training.isWell) return;
    const state = await this.training.state();
    if (isFiniteState(state.parameters)) this.#good = state;
  }

  /** Keeps the present state in the browser, too; nothing waits for it. */
  #keep(): void {
    this.around.keeper.keep(async () => {
      // If the device fails here, another call reports it.
      await this.#remember().catch(() => undefined);
      const { id, source } = this.lesson;
      const model = this.training.modelBefore();
      const settings = this.#settings;
      return writeCheckpoint({ id, source, settings, model, training: this.#good });
    });
  }
}
