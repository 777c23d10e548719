import { newId } from '../checkpoint/new-id';
import { AbandonedError, isLost, orAbandoned, type Ladder } from '../compute/ladder';
import { messageOf } from '../compute/message-of';
import { isOwnFault } from '../compute/own-fault';
import type { TrainingBackend } from '../compute/training-ops';
import type { HrmConfig } from '../hrm/config';
import { segmentOperations } from '../hrm/cost';
import { NotFiniteError } from '../hrm/not-finite';
import { parameterCount, type HrmModel } from '../hrm/parameters';
import { prepareLesson } from '../training/prepare-lesson';
import { TrainingRun, type TrainingRunState } from '../training/training-run';
import { CheckpointKeeper, type Safekeeping } from './checkpoint-keeper';
import { readCheckpoint } from './lesson-checkpoint';
import type { LessonCommand, LessonEvent } from './lesson-protocol';
import { LessonRun, type LessonOnBackend } from './lesson-run';
import type { ModelSource } from './protocol';
import { WorkQueue } from './work-queue';

/** What the teacher needs from outside, so that it can be tested without a browser. */
export interface TeacherParts extends Safekeeping {
  loadModel(source: ModelSource): Promise<HrmModel>;
  readonly ladder: Ladder<TrainingBackend>;
}

/**
 * Puzzles of an evaluation without a GPU: as many as are thought about in about a second, which is so
 * many floating-point operations.
 */
const SLOW_EVAL = { least: 8, most: 64, flops: 15e9 };

/** What a lesson begins with, or continues from. */
interface Beginning extends Pick<LessonOnBackend, 'id' | 'source' | 'settings' | 'choice'> {
  /** For a resumed lesson: the model before it, and the state it has reached. */
  readonly model?: HrmModel;
  readonly from?: TrainingRunState;
  /** Whether the page knows that it rests; true unless given. */
  readonly atRest?: boolean;
}

/**
 * The teacher of the page: executes commands one after the other, trains in between, and reports by
 * events. `pause` and `adjust` take effect at once, between two steps.
 */
export class Teacher {
  #open: LessonRun | null = null;
  /** The lesson of the work in progress, even if it was replaced meanwhile. */
  #at: LessonRun | null = null;
  /** Number of times its device is being opened again. */
  #recovering = 0;
  /** Whether it then continues by itself, and for how many steps. */
  #goesOn: { readonly steps: number | undefined } | null = null;
  /** Commands, one after the other; training yields to waiting commands. */
  readonly #queue = new WorkQueue();
  readonly #keeper: CheckpointKeeper;
  /** Aborts an opening, which may wait for something that never comes. */
  #abandon = new AbortController();
  /** The last failure of a backend; if the next fails in the same way, no backend is to blame. */
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
        this.#stop();
        break;
      case 'adjust':
        this.#open?.adjust(command.learningRate);
        break;
      case 'go':
        this.#withLesson((open) => open.go(command.steps));
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
        if (this.#open !== null) this.#open.running = false;
        this.#withLesson((open) => open.rewind(), true);
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
        return this.#enqueue(() => open.goBack(error.message));
      }
      if (open !== null && !isOwnFault(error)) {
        // The end of a device is told by `#recover`, whatever it brought down.
        const again = () => {
          if (isAsked) this.#enqueue(work, true);
        };
        const { backend } = open.lesson;
        if (await isLost(backend)) return again();
        const why = messageOf(error);
        const isOther = this.parts.ladder.hasOtherThan(backend.kind);
        if (open === this.#open && this.#failure !== why && isOther) {
          this.#failure = why;
          this.#recover(backend, why, false);
          return again();
        }
      }
      this.#stop();
      // What could not be begun may be taken up elsewhere.
      if (this.#open === null) await this.#keeper.release();
      this.emit({ type: 'lesson-failed', message: messageOf(error) });
    });
  }

  /** Does something with the lesson, once it is back where its device is being opened again. */
  #withLesson(work: (open: LessonRun) => Promise<void> | void, isAsked = false): void {
    this.#enqueue(() => {
      if (this.#open !== null) return work(this.#open);
      if (this.#recovering > 0) this.#withLesson(work, isAsked);
    }, isAsked);
  }

  /** Training stops at once, and does not continue by itself. */
  #stop(): void {
    if (this.#open !== null) this.#open.running = false;
    this.#goesOn = null;
  }

  /** Stops training and aborts an opening, and then does something else. */
  #stopAnd(work: (signal: AbortSignal) => Promise<void>): void {
    this.#stop();
    this.#abandon.abort();
    const { signal } = (this.#abandon = new AbortController());
    this.#enqueue(() => {
      if (this.#open !== null) this.#open.running = false;
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
    const { id, source, settings, choice, model, from, atRest = true } = lesson;
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
    const open = new LessonRun(
      { id, source, settings, backend, choice, training, good },
      {
        keeper: this.#keeper,
        emit: this.emit,
        enqueue: (work) => this.#enqueue(work),
        waiting: () => this.#queue.waiting > 0,
      },
      atRest,
    );
    this.#at = this.#open = open;
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
    await open.evaluate();
  }

  /**
   * After a backend fails, its device is opened again, or the next backend is used. The lesson
   * continues from its last good state.
   */
  #recover(backend: TrainingBackend, reason: string, lost: boolean): void {
    const open = this.#open;
    if (open === null || open.lesson.backend !== backend) return;
    const { good, settings, stopAt, atRest } = open;
    // It may have been about to continue when its device was lost once more.
    const wasRunning = open.running || this.#goesOn !== null;
    // Steps that are lost with the device are repeated.
    const steps = stopAt === null ? undefined : stopAt - good.step;
    open.giveUp();
    this.#open = null;
    this.parts.ladder.blame(backend.kind, reason, lost);
    backend.dispose();
    const text = lost
      ? `The device was lost (${reason}); opening it again`
      : `${backend.description} failed (${reason}); going on with another`;
    this.emit({ type: 'lesson-progress', text, share: null });
    const { id, source, choice } = open.lesson;
    const model = open.training.modelBefore();
    const beginning = { id, source, settings, choice, model, from: good, atRest };
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
      const again = this.#open;
      if (again === null) return;
      if (goesOn !== null) again.go(goesOn.steps);
      else if (!again.atRest) {
        const why = good.step === settings.steps ? 'finished' : 'asked';
        again.paused({ step: good.step, why, message: null });
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
    await open?.end();
  }
}

function slowEvalSize(config: HrmConfig, segments: number): number {
  const { least, most, flops } = SLOW_EVAL;
  const size = Math.floor(flops / (segments * segmentOperations(config)));
  return Math.max(least, Math.min(most, size));
}
