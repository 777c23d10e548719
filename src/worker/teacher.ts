import { newId } from '../checkpoint/new-id';
import { AbandonedError, isLost, orAbandoned, type Ladder } from '../compute/ladder';
import { messageOf } from '../compute/message-of';
import { isOwnFault } from '../compute/own-fault';
import type { TrainingBackend } from '../compute/training-ops';
import type { HrmConfig } from '../hrm/config';
import { segmentOperations } from '../hrm/cost';
import { NotFiniteError } from '../hrm/not-finite';
import { parameterCount, type HrmModel } from '../hrm/parameters';
import { isFiniteState } from '../training/parameters';
import { prepareLesson } from '../training/prepare-lesson';
import type { TrainingSettings } from '../training/settings';
import { TrainingRun, type TrainingRunState } from '../training/training-run';
import { CheckpointKeeper, type Safekeeping } from './checkpoint-keeper';
import { readCheckpoint, writeCheckpoint, type StoredLesson } from './lesson-checkpoint';
import type { LessonCommand, LessonEvent, LessonSource } from './lesson-protocol';
import { nextTask } from './next-task';
import type { ModelSource } from './protocol';
import type { TrainerChoice } from './training-backend';
import { WorkQueue } from './work-queue';

/** What the teacher needs from outside, so that it can be tested without a browser. */
export interface TeacherParts extends Safekeeping {
  loadModel(source: ModelSource): Promise<HrmModel>;
  readonly ladder: Ladder<TrainingBackend>;
}

/** Milliseconds between two reports of metrics, and between two evaluations. */
const REPORT_EVERY = 200;
const EVAL_EVERY = 2000;
/** An evaluation may take this share of the time. */
const EVAL_SHARE = 0.2;
/** Steps after which metrics must be read, or the device would overwrite them. */
const REPORT_STEPS = 40;
/**
 * Puzzles of an evaluation without a GPU: as many as are thought about in about a second, which is so
 * many floating-point operations.
 */
const SLOW_EVAL = { least: 8, most: 64, flops: 15e9 };

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

/** What a lesson begins with, or is taken up from. */
interface Beginning extends Pick<Open, 'id' | 'source' | 'settings' | 'choice'> {
  /** What a resumed lesson had begun with, and what it had reached. */
  readonly model?: HrmModel;
  readonly from?: TrainingRunState;
}

/**
 * The teacher behind the page: obeys commands one after the other, trains in between, and tells what
 * happens by events. `pause` and `adjust` take effect at once, between two steps.
 */
export class Teacher {
  #open: Open | null = null;
  /** The lesson that the work in progress is about, whatever became of it meanwhile. */
  #at: Open | null = null;
  /** Whether its device is being opened again, and whether it then goes on by itself, how far. */
  #recovering = 0;
  #goesOn: { readonly steps: number | undefined } | null = null;
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
  /** Gives up what is being opened, which may be waiting for something that never comes. */
  #abandon = new AbortController();
  /** What a backend failed with last; the same again is no fault of the backend. */
  #failure: string | null = null;

  constructor(
    private readonly parts: TeacherParts,
    private readonly emit: (event: LessonEvent) => void,
  ) {
    this.#keeper = new CheckpointKeeper(parts, emit);
  }

  handle(command: LessonCommand): void {
    switch (command.type) {
      case 'pause':
        this.#running = false;
        this.#goesOn = null;
        break;
      case 'adjust':
        this.#adjust(command.learningRate);
        break;
      case 'go':
        this.#withLesson((open) => this.#go(open, command.steps));
        break;
      case 'prepare':
        this.parts.ladder.forgive();
        this.#stopAnd((signal) => this.#prepare(command, signal));
        break;
      case 'resume':
        this.parts.ladder.forgive();
        this.#stopAnd((signal) => this.#resume(command, signal));
        break;
      case 'rewind':
        this.#running = false;
        this.#withLesson((open) => this.#rewind(open), true);
        break;
      case 'compare':
        this.#withLesson(async ({ training }) => {
          const { before, after } = await training.compare(command.puzzles);
          this.emit({ type: 'compared', before, after });
        }, true);
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

  /** @param isAsked whether it is asked of the lesson that goes on, where it brings a backend down */
  #enqueue(work: () => Promise<void> | void, isAsked = false): void {
    const begin = () => {
      this.#at = this.#open;
      return work();
    };
    this.#queue.add(begin, async (error) => {
      if (error instanceof AbandonedError) return;
      const open = this.#at;
      const isBeyondGood =
        open !== null && open === this.#open && open.training.step > open.good.step;
      if (error instanceof NotFiniteError && isBeyondGood) {
        // An evaluation came to it before the metrics said so.
        return this.#enqueue(() => this.#goBack(open, error.message));
      }
      if (open !== null && !isOwnFault(error)) {
        // The end of a device is told by `#recover`, whatever it brought down.
        const again = () => {
          if (isAsked) this.#enqueue(work, true);
        };
        if (await isLost(open.backend)) return again();
        const why = messageOf(error);
        const isOther = this.parts.ladder.hasOtherThan(open.backend.kind);
        if (open === this.#open && this.#failure !== why && isOther) {
          this.#failure = why;
          this.#recover(open.backend, why, false);
          return again();
        }
      }
      this.#running = false;
      this.#goesOn = null;
      // What could not be begun may be taken up elsewhere.
      if (this.#open === null) await this.#keeper.release();
      this.emit({ type: 'lesson-failed', message: messageOf(error) });
    });
  }

  /** Does something with the lesson, once it is back where its device is being opened again. */
  #withLesson(work: (open: Open) => Promise<void> | void, isAsked = false): void {
    this.#enqueue(() => {
      if (this.#open !== null) return work(this.#open);
      if (this.#recovering > 0) this.#withLesson(work, isAsked);
    }, isAsked);
  }

  #go(open: Open, steps?: number): void {
    if (this.#running) return;
    this.#running = true;
    this.#atRest = false;
    this.#stopAt = steps === undefined ? null : open.training.step + steps;
    this.#enqueue(() => this.#train());
  }

  /** Training stops at once, and whatever was to start it again before this. */
  #stopAnd(work: (signal: AbortSignal) => Promise<void>): void {
    this.#running = false;
    this.#goesOn = null;
    this.#abandon.abort();
    const { signal } = (this.#abandon = new AbortController());
    this.#enqueue(() => {
      this.#running = false;
      return work(signal);
    });
  }

  async #prepare(
    command: Extract<LessonCommand, { type: 'prepare' }>,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#close();
    const { lesson: source, settings, backend: choice } = command;
    const id = newId();
    await this.#claim(id, false);
    await this.#begin({ id, source, settings, choice }, signal);
  }

  async #resume(
    {
      checkpoint: id,
      backend: choice,
      takeOver = false,
    }: Extract<LessonCommand, { type: 'resume' }>,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#close();
    if (!(await this.#claim(id, takeOver))) {
      this.emit({ type: 'lesson-elsewhere', checkpoint: id });
      return;
    }
    this.emit({ type: 'lesson-progress', text: 'Reading the stored lesson', share: null });
    const checkpoint = await this.#keeper.read(id);
    if (checkpoint === null) throw new Error('This browser no longer keeps that lesson.');
    const stored = readCheckpoint(checkpoint);
    await this.#begin({ ...stored, choice, from: stored.training }, signal);
  }

  async #begin(lesson: Beginning, signal: AbortSignal): Promise<void> {
    const { id, source, settings, choice, model, from } = lesson;
    const say = (text: string) => this.emit({ type: 'lesson-progress', text, share: null });
    say('Loading the model');
    const load = async () => ('model' in source ? this.parts.loadModel(source.model) : null);
    const start = model ?? (await orAbandoned(load(), signal));
    const prepare = async (backend: TrainingBackend) => {
      say('Making puzzles');
      // For each backend again: the same puzzles then come in the same order on every one.
      const prepared = prepareLesson(source.id, settings, {
        model: start,
        ...('blank' in source && { blank: source.blank }),
        ...('puzzles' in source && { puzzles: source.puzzles }),
        ...(from && { step: from.step }),
        resumed: from !== undefined,
      });
      say('Preparing the training step');
      const slow = slowEvalSize(prepared.model.config, settings.segments);
      const evalSize = backend.isGpu ? Infinity : slow;
      const training = await TrainingRun.begin(backend, prepared, settings, evalSize, from);
      return { training, good: from ?? (await training.state()), config: prepared.model.config };
    };
    const { backend, prepared, report } = await this.parts.ladder.climb(choice, prepare, signal);
    const { training, good, config } = prepared;
    this.#open = { id, source, settings, backend, choice, training, good };
    this.#at = this.#open;
    void backend.lost.then((reason) => this.#recover(backend, reason, true));
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
      if (this.#keeper.isDue) this.#keep(open);
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
    const open = this.#open;
    if (open === null) return;
    await this.#reporting;
    this.#report(open, 0);
    await this.#reporting;
    await this.#evaluate(open);
    await this.#remember(open);
    // Only now: a device lost before this costs steps that are to be made again.
    this.#running = false;
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

  /** Keeps the state of now in memory, if it is worth going back to. */
  async #remember(open: Open): Promise<void> {
    if (!open.training.isWell) return;
    const state = await open.training.state();
    if (isFiniteState(state.parameters)) open.good = state;
  }

  /** Keeps the state of now in the browser, too; nothing waits for it. */
  #keep(open: Open): void {
    this.#keeper.keep(async () => {
      // A device that fails here is told by what else it fails at.
      await this.#remember(open).catch(() => undefined);
      return writeCheckpoint(storedLesson(open));
    });
  }

  async #goBack(open: Open, problem: string): Promise<void> {
    if (open !== this.#open) return;
    // It went back already, told otherwise.
    if (this.#atRest && open.training.step === open.good.step) return;
    this.#running = false;
    open.training.restore({ step: open.good.step, parameters: open.good.parameters });
    await this.#evaluate(open);
    const { step } = open.good;
    const message = `${problem} The weights of step ${step} are back; a lower learning rate may help.`;
    this.#paused({ step, why: 'diverged', message });
  }

  async #rewind(open: Open): Promise<void> {
    this.#running = false;
    await this.#reporting;
    open.training.rewind();
    open.good = await open.training.state();
    await this.#evaluate(open);
    this.#keep(open);
    this.#paused({ step: 0, why: 'asked', message: null });
  }

  /**
   * A backend that fails costs the steps since the last good state, never the lesson: its device is
   * opened again, or the next backend takes over.
   */
  #recover(backend: TrainingBackend, reason: string, lost: boolean): void {
    const open = this.#open;
    if (open === null || open.backend !== backend) return;
    // Or was about to, when its device was lost once more.
    const wasRunning = this.#running || this.#goesOn !== null;
    // Steps that are lost with the device are made again.
    const steps = this.#stopAt === null ? undefined : this.#stopAt - open.good.step;
    this.#running = false;
    this.#open = null;
    this.parts.ladder.blame(backend.kind, reason, lost);
    backend.dispose();
    const text = lost
      ? `The device was lost (${reason}); opening it again`
      : `${backend.description} failed (${reason}); going on with another`;
    this.emit({ type: 'lesson-progress', text, share: null });
    const { id, source, settings, choice, good } = open;
    const beginning = {
      id,
      source,
      settings,
      choice,
      model: open.training.modelBefore(),
      from: good,
    };
    const { signal } = this.#abandon;
    this.#goesOn = wasRunning ? { steps } : null;
    this.#recovering++;
    this.#enqueue(async () => {
      try {
        await this.#begin(beginning, signal);
      } finally {
        this.#recovering--;
      }
      const goesOn = this.#goesOn;
      this.#goesOn = null;
      if (this.#open === null) return;
      if (goesOn !== null) this.#go(this.#open, goesOn.steps);
      else if (!this.#atRest) {
        const why = good.step === settings.steps ? 'finished' : 'asked';
        this.#paused({ step: good.step, why, message: null });
      }
    });
  }

  /** One tab writes a lesson at a time. @returns whether it is this one */
  #claim(id: string, takeOver: boolean): Promise<boolean> {
    return this.#keeper.claim(id, takeOver, () => {
      this.#stopAnd(async () => {
        await this.#close();
        this.emit({ type: 'lesson-failed', message: 'Another tab goes on with this lesson now.' });
      });
    });
  }

  async #close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await this.#keeper.release();
    if (open === null) return;
    await this.#reporting;
    open.training.dispose();
    open.backend.dispose();
  }
}

function storedLesson({ id, source, settings, training, good }: Open): StoredLesson {
  return { id, source, settings, model: training.modelBefore(), training: good };
}

function slowEvalSize(config: HrmConfig, segments: number): number {
  const { least, most, flops } = SLOW_EVAL;
  const size = Math.floor(flops / (segments * segmentOperations(config)));
  return Math.max(least, Math.min(most, size));
}
