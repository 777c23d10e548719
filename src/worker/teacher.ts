import type { LessonStore } from '../checkpoint/lesson-store';
import { newId } from '../checkpoint/new-id';
import type { TrainingBackend } from '../compute/training-ops';
import { parameterCount, type HrmModel } from '../hrm/parameters';
import { prepareLesson } from '../training/prepare-lesson';
import type { TrainingSettings } from '../training/settings';
import { TrainingRun, type TrainingRunState } from '../training/training-run';
import { CheckpointKeeper } from './checkpoint-keeper';
import { readCheckpoint, type StoredLesson } from './lesson-checkpoint';
import type { LessonCommand, LessonEvent, LessonSource } from './lesson-protocol';
import { isLost } from './lost';
import { messageOf } from './message-of';
import { nextTask } from './next-task';
import type { ModelSource } from './protocol';
import type { OpenedTrainer, TrainerChoice } from './training-backend';
import { WorkQueue } from './work-queue';

/** What the teacher needs from outside, so that it can be tested without a browser. */
export interface TeacherParts {
  loadModel(source: ModelSource): Promise<HrmModel>;
  openBackend(wanted: TrainerChoice): Promise<OpenedTrainer>;
  openStore(): Promise<LessonStore>;
}

/** Milliseconds between two reports of metrics, evaluations and checkpoints. */
const REPORT_EVERY = 200;
const EVAL_EVERY = 2000;
const CHECKPOINT_EVERY = 5000;
/** An evaluation may take this share of the time. */
const EVAL_SHARE = 0.2;
/** Steps after which metrics must be read, or the device would overwrite them. */
const REPORT_STEPS = 40;
/** Puzzles of an evaluation without a GPU: on 9×9 grids one takes a second there. */
const SLOW_EVAL = { small: 64, large: 8 };

/** A lesson that is open. */
interface Open {
  readonly id: string;
  readonly source: LessonSource;
  settings: TrainingSettings;
  readonly backend: TrainingBackend;
  readonly choice: TrainerChoice;
  readonly training: TrainingRun;
  /** The last state worth going back to. */
  good: TrainingRunState;
}

/**
 * The teacher behind the page: obeys commands one after the other, trains in between, and tells what
 * happens by events. `pause` and `adjust` take effect at once, between two steps.
 */
export class Teacher {
  #open: Open | null = null;
  #running = false;
  /** Whether the page has heard that training has stopped. */
  #atRest = true;
  /** The step after which to rest, where the lesson is to train for so many only. */
  #stopAt: number | null = null;
  /** Commands, one after the other; training makes way for those that wait. */
  readonly #queue = new WorkQueue();
  /** The metrics being read back, while the next steps are on their way. */
  #reporting: Promise<void> | null = null;
  readonly #keeper: CheckpointKeeper;

  constructor(
    private readonly parts: TeacherParts,
    private readonly emit: (event: LessonEvent) => void,
  ) {
    this.#keeper = new CheckpointKeeper(() => parts.openStore(), emit);
  }

  handle(command: LessonCommand): void {
    switch (command.type) {
      case 'pause':
        this.#running = false;
        break;
      case 'adjust':
        this.#adjust(command.learningRate);
        break;
      case 'go':
        this.#enqueue(() => {
          if (this.#open === null || this.#running) return;
          this.#running = true;
          this.#atRest = false;
          this.#stopAt =
            command.steps === undefined ? null : this.#open.training.step + command.steps;
          this.#enqueue(() => this.#train());
        });
        break;
      case 'prepare':
        this.#stopAnd(() => this.#prepare(command));
        break;
      case 'resume':
        this.#stopAnd(() => this.#resume(command.checkpoint, command.backend));
        break;
      case 'rewind':
        this.#stopAnd(() => this.#rewind());
        break;
      case 'compare':
        this.#enqueue(async () => {
          if (this.#open === null) return;
          const { before, after } = await this.#open.training.compare(command.puzzles);
          this.emit({ type: 'compared', before, after });
        });
        break;
      case 'horizons':
        this.#enqueue(async () => {
          if (this.#open === null) return;
          this.emit({ type: 'horizons', rows: await this.#open.training.horizons() });
        });
        break;
      case 'close':
        this.#stopAnd(() => this.#close());
        break;
    }
  }

  /** Resolves when everything commanded so far has been done and nothing is being trained. */
  async settled(): Promise<void> {
    await this.#queue.settled();
    await this.#keeper.settled();
  }

  #enqueue(work: () => Promise<void> | void): void {
    let open: Open | null = null;
    const begin = () => {
      open = this.#open;
      return work();
    };
    this.#queue.add(begin, async (error) => {
      // The end of a device is told by `#recover`, whatever it brought down.
      if (open !== null && (await isLost(open.backend))) return;
      this.#running = false;
      this.emit({ type: 'lesson-failed', message: messageOf(error) });
    });
  }

  /** Training stops at once, and whatever was to start it again before this. */
  #stopAnd(work: () => Promise<void>): void {
    this.#running = false;
    this.#enqueue(() => {
      this.#running = false;
      return work();
    });
  }

  async #prepare(command: Extract<LessonCommand, { type: 'prepare' }>): Promise<void> {
    await this.#close();
    const { lesson: source, settings, backend: choice } = command;
    await this.#begin({ id: newId(), source, settings, choice });
  }

  async #resume(id: string, choice: TrainerChoice): Promise<void> {
    await this.#close();
    this.emit({ type: 'lesson-progress', text: 'Reading the stored lesson', share: null });
    const checkpoint = await this.#keeper.read(id);
    if (checkpoint === null) throw new Error('This browser no longer keeps that lesson.');
    const stored = readCheckpoint(checkpoint);
    await this.#begin({ ...stored, choice, from: stored.training });
  }

  async #begin(lesson: {
    readonly id: string;
    readonly source: LessonSource;
    readonly settings: TrainingSettings;
    readonly choice: TrainerChoice;
    /** What a resumed lesson had begun with, and what it had reached. */
    readonly model?: HrmModel;
    readonly from?: TrainingRunState;
  }): Promise<void> {
    const { id, source, settings, choice, model, from } = lesson;
    const say = (text: string) => this.emit({ type: 'lesson-progress', text, share: null });
    say('Loading the model');
    const start = model ?? ('model' in source ? await this.parts.loadModel(source.model) : null);
    say('Making puzzles');
    const prepared = prepareLesson(source.id, settings, {
      model: start,
      ...('puzzles' in source && { puzzles: source.puzzles }),
      ...(from && { step: from.step }),
      resumed: from !== undefined,
    });
    say('Preparing the training step');
    const { backend, report, fast } = await this.parts.openBackend(choice);
    try {
      const { config } = prepared.model;
      const slow = config.seq_len > 16 ? SLOW_EVAL.large : SLOW_EVAL.small;
      const training = await TrainingRun.begin(
        backend,
        prepared,
        settings,
        fast ? Infinity : slow,
        from,
      );
      const good = from ?? (await training.state());
      this.#open = { id, source, settings, backend, choice, training, good };
      void backend.lost.then((reason) => this.#recover(backend, reason));
      this.emit({
        type: 'prepared',
        id,
        lesson: source.id,
        settings,
        config,
        parameters: parameterCount(config),
        backend: report,
        cost: training.trainer.cost,
        step: training.step,
        metrics: training.metrics,
        evalResults: training.evalResults,
      });
    } catch (error) {
      backend.dispose();
      throw error;
    }
    await this.#evaluate(this.#open);
  }

  #adjust(learningRate: number): void {
    if (this.#open === null) return;
    this.#open.settings = { ...this.#open.settings, learningRate };
    this.#open.training.trainer.setLearningRate(learningRate);
  }

  /** Trains until something else is to be done, and then comes back for more. */
  async #train(): Promise<void> {
    const open = this.#open;
    if (open === null || this.#atRest) return;
    if (!this.#running) return this.#rest('asked');
    const { training } = open;
    let reported = performance.now();
    let evaluatedAt = reported;
    let evalTime = 0;
    let reportedStep = training.step;
    while (this.#running && this.#queue.waiting === 0) {
      await training.trainer.advance();
      const now = performance.now();
      if (now - reported > REPORT_EVERY || training.step - reportedStep >= REPORT_STEPS) {
        await this.#reporting;
        this.#report(open, (1000 * (training.step - reportedStep)) / (now - reported));
        [reported, reportedStep] = [now, training.step];
      }
      if (this.#stopAt !== null && training.step >= this.#stopAt) return this.#rest('steps');
      if (training.step === open.settings.steps) return this.#rest('finished');
      if (now - evaluatedAt > Math.max(EVAL_EVERY, evalTime / EVAL_SHARE)) {
        await this.#evaluate(open);
        evaluatedAt = performance.now();
        evalTime = evaluatedAt - now;
      }
      if (this.#keeper.isDue(CHECKPOINT_EVERY)) this.#keep(open);
      await nextTask();
    }
    if (!this.#running) return this.#rest('asked');
    this.#enqueue(() => this.#train());
  }

  /** Reads metrics without waiting for them. */
  #report(open: Open, stepsPerSecond: number): void {
    this.#reporting = open.training
      .collect()
      .then(({ steps, problem }) => {
        if (open !== this.#open) return;
        this.emit({ type: 'metrics', steps, stepsPerSecond });
        if (problem !== null) this.#enqueue(() => this.#goBack(open, problem));
      })
      // What fails here fails the next step too, and is told there.
      .catch(() => undefined)
      .finally(() => (this.#reporting = null));
  }

  /** After the last step: what was learned is measured and kept. */
  async #rest(why: 'asked' | 'steps' | 'finished'): Promise<void> {
    this.#running = false;
    const open = this.#open;
    if (open === null) return;
    await this.#reporting;
    this.#report(open, 0);
    await this.#reporting;
    await this.#evaluate(open);
    this.#keep(open);
    this.#paused({ step: open.training.step, why, message: null });
  }

  #paused(event: Omit<Extract<LessonEvent, { type: 'paused' }>, 'type'>): void {
    this.#atRest = true;
    this.emit({ type: 'paused', ...event });
  }

  async #evaluate(open: Open): Promise<void> {
    const { evalResult, trackedExample, model } = await open.training.evaluate();
    this.emit({ type: 'evaluated', evalResult, trackedExample, weights: model.weights });
  }

  /** Keeps the state of now, in memory and in the browser, if it is worth going back to. */
  #keep(open: Open): void {
    if (!open.training.isWell) return;
    this.#keeper.keep(async () => {
      open.good = await open.training.state();
      return storedLesson(open);
    });
  }

  async #goBack(open: Open, problem: string): Promise<void> {
    if (open !== this.#open) return;
    this.#running = false;
    open.training.restore({ step: open.good.step, parameters: open.good.parameters });
    await this.#evaluate(open);
    const { step } = open.good;
    const message = `${problem} The weights of step ${step} are back; a lower learning rate may help.`;
    this.#paused({ step, why: 'diverged', message });
  }

  async #rewind(): Promise<void> {
    const open = this.#open;
    if (open === null) return;
    await this.#reporting;
    open.training.rewind();
    open.good = await open.training.state();
    await this.#evaluate(open);
    this.#keep(open);
    this.#paused({ step: 0, why: 'asked', message: null });
  }

  /** A lost device costs the steps since the last good state, never the lesson. */
  #recover(backend: TrainingBackend, reason: string): void {
    const open = this.#open;
    if (open === null || open.backend !== backend) return;
    const wasRunning = this.#running;
    // Steps that are lost with the device are made again.
    const steps = this.#stopAt === null ? undefined : this.#stopAt - open.good.step;
    this.#running = false;
    this.#open = null;
    this.emit({
      type: 'lesson-progress',
      text: `The device was lost (${reason}); opening it again`,
      share: null,
    });
    const model = open.training.modelBefore();
    this.#enqueue(() => this.#begin({ ...open, choice: 'auto', model, from: open.good }));
    if (wasRunning) this.handle({ type: 'go', ...(steps !== undefined && { steps }) });
  }

  async #close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    await this.#reporting;
    await this.#keeper.settled();
    open.training.dispose();
    open.backend.dispose();
  }
}

function storedLesson({ id, source, settings, training, good }: Open): StoredLesson {
  return { id, source, settings, model: training.modelBefore(), training: good };
}
