import { sourceKey } from '../checkpoint/model-source';
import { newId } from '../checkpoint/new-id';
import { AbandonedError, isLost, orAbandoned, type Ladder } from '../compute/ladder';
import { messageOf } from '../compute/message-of';
import { isOwnFault, RefusedError } from '../compute/own-fault';
import type { TrainingBackend } from '../compute/training-ops';
import { parameterCount, type HrmModel } from '../hrm/parameters';
import { nameOfView } from '../puzzles/arc/views';
import { canvasFor, taskCanvases } from '../training/arc/task-model';
import { TaskTrainingRun, type Good } from '../training/arc/task-training-run';
import { readTaskCheckpoint, writeTaskCheckpoint } from './arc-checkpoint';
import type { ArcCommand, ArcEvent } from './arc-protocol';
import { ArcRun } from './arc-run';
import { CheckpointKeeper, type Safekeeping } from './checkpoint-keeper';
import type { ModelSource } from './protocol';
import type { TrainerChoice } from './training-backend';
import { WorkQueue } from './work-queue';

/** The teacher's environment, so that it can be tested without a browser. */
export interface ArcTeacherParts extends Safekeeping {
  loadModel(
    source: ModelSource,
    onProgress: (loaded: number, total: number) => void,
  ): Promise<HrmModel>;
  readonly ladder: Ladder<TrainingBackend>;
}

type LearnCommand = Extract<ArcCommand, { type: 'learn' }>;
type TakeUpCommand = Extract<ArcCommand, { type: 'take-up' }>;
type Failure = Omit<Extract<ArcEvent, { type: 'arc-failed' }>, 'type'>;

/** An open model. */
interface Open {
  readonly backend: TrainingBackend;
  readonly choice: TrainerChoice;
  readonly source: ModelSource;
  readonly model: HrmModel;
}

/** A run that should begin or continue, and its state. */
interface Course {
  readonly command: LearnCommand;
  /** Id under which it is kept; `null` if it is not kept. */
  readonly checkpoint: string | null;
  /** The model it begins with, if that is not the open one. */
  readonly model?: HrmModel | undefined;
  readonly from?: Good | undefined;
  /** Step at which it is finished, if that differs from its settings. */
  readonly steps?: number | undefined;
}

/**
 * The teacher of ARC tasks for the page: executes commands one after the other, trains in between,
 * and reports by events. `pause`, and every command that ends a run, takes effect at once, between
 * two steps or two segments of an answer.
 */
export class ArcTeacher {
  #open: Open | null = null;
  #run: ArcRun | null = null;
  /** Runs that wait for their device to be opened again. */
  #recovering = 0;
  /** The run requested last. */
  #latest: number | null = null;
  /** The present run, or the one being prepared, as it was requested. */
  #course: Course | null = null;
  readonly #keeper: CheckpointKeeper;
  /** Waiting commands that end the run; the work in progress is interrupted. */
  #ending = 0;
  /** Commands, one after the other; training yields to waiting commands. */
  readonly #queue = new WorkQueue();
  /** Aborts an opening, which may wait for something that never comes. */
  #abandon = new AbortController();
  /**
   * The last failure of a backend; if the next backend fails in the same way, no backend is to
   * blame.
   */
  #failure: string | null = null;

  constructor(
    private readonly parts: ArcTeacherParts,
    private readonly emit: (event: ArcEvent) => void,
  ) {
    this.#keeper = new CheckpointKeeper(parts, (keeping) => {
      const run = this.#course?.command.run;
      if (run !== undefined) this.emit({ type: 'arc-keeping', run, keeping });
    });
  }

  handle(command: ArcCommand): void {
    switch (command.type) {
      case 'open':
        this.parts.ladder.forgive();
        this.#failure = null;
        this.#openAnew(command);
        break;
      case 'learn':
        this.#latest = command.run;
        this.#endAnd('learn', command.run, () => this.#begin(command));
        break;
      case 'take-up':
        this.#latest = command.run;
        this.#endAnd('learn', command.run, () => this.#takeUp(command));
        break;
      case 'pause':
        if (this.#run?.number === command.run) this.#run.running = false;
        // A run that has not begun yet gets it when it begins.
        this.#withRun('learn', command.run, (run) => void (run.running = false));
        break;
      case 'resume':
        this.#withRun('learn', command.run, (run) => run.resume(command.steps));
        break;
      case 'answer':
        this.#withRun('answer', command.run, (run) => run.answer(command));
        break;
      case 'take':
        this.#withRun('take', command.run, (run) => run.take());
        break;
      case 'stop':
        if (this.#latest !== command.run) break;
        this.#endAnd('learn', command.run, async (ended) => {
          if (command.forget && ended !== null) await this.#keeper.forget(ended);
        });
        break;
      case 'close':
        this.#abandon.abort();
        this.#endAnd('open', null, () => this.#close());
        break;
    }
  }

  /** Resolves when all commands so far are done and nothing is being learned. */
  async settled(): Promise<void> {
    await this.#queue.settled();
    await this.#keeper.settled();
  }

  #openAnew({ model, backend }: Extract<ArcCommand, { type: 'open' }>): void {
    this.#abandon.abort();
    const { signal } = (this.#abandon = new AbortController());
    this.#endAnd('open', null, () => this.#openModel(model, backend, signal));
  }

  #enqueue(during: Failure['during'], run: number | null, work: () => Promise<void> | void): void {
    let open: Open | null = null;
    const begin = () => {
      open = this.#open;
      return work();
    };
    this.#queue.add(begin, async (error) => {
      if (error instanceof AbandonedError) return;
      if (open !== null && !isOwnFault(error)) {
        // `#recover` reports a lost device, whatever failed because of it.
        const again = () => {
          // A request to a run is repeated for the run that continues it.
          if (during === 'answer' || during === 'take') this.#enqueue(during, run, work);
        };
        if (await isLost(open.backend)) return again();
        const why = messageOf(error);
        const isOther = this.parts.ladder.hasOtherThan(open.backend.kind);
        if (open === this.#open && this.#failure !== why && isOther) {
          this.#failure = why;
          this.#recover(open, why, false);
          return again();
        }
      }
      if (during === 'learn') {
        if (this.#run?.number === run) this.#run.running = false;
        // A run that could not begin may be resumed elsewhere.
        if (this.#run === null) await this.#keeper.release();
      }
      this.emit({ type: 'arc-failed', during, run, message: messageOf(error) });
    });
  }

  /**
   * Ends the present run at once, and then does something else with the id under which it was kept.
   */
  #endAnd(
    during: Failure['during'],
    run: number | null,
    work: (ended: string | null) => Promise<void> | void,
  ): void {
    this.#ending++;
    this.#enqueue(during, run, async () => {
      this.#ending--;
      const ended = this.#course?.checkpoint ?? null;
      await this.#end();
      await work(ended);
    });
  }

  #withRun(during: Failure['during'], number: number, work: (run: ArcRun) => Promise<void> | void) {
    this.#enqueue(during, number, () => {
      if (this.#run?.number === number) return work(this.#run);
      // It comes back together with its device.
      if (this.#recovering > 0) this.#withRun(during, number, work);
    });
  }

  async #openModel(
    source: ModelSource,
    choice: TrainerChoice,
    signal: AbortSignal,
    loaded?: HrmModel,
  ): Promise<void> {
    this.#open?.backend.dispose();
    this.#open = null;
    const say = (text: string, share: number | null) => {
      if (!signal.aborted) this.emit({ type: 'arc-progress', run: null, text, share });
    };
    say('Loading the model', 0);
    const load = () =>
      this.parts.loadModel(source, (bytes, total) =>
        say('Loading the model', total > 0 ? bytes / total : null),
      );
    const model = loaded ?? (await orAbandoned(load(), signal));
    const canvases = taskCanvases(model.config);
    say('Opening the device', null);
    const nothing = () => Promise.resolve();
    const { backend, report } = await this.parts.ladder.climb(choice, nothing, signal);
    const open: Open = { backend, choice, source, model };
    this.#open = open;
    void backend.lost.then((reason) => this.#recover(open, reason, true));
    this.emit({
      type: 'arc-ready',
      model: source.name,
      key: sourceKey(source),
      config: model.config,
      canvases,
      parameters: parameterCount(model.config),
      backend: report,
      fast: backend.isGpu,
    });
  }

  async #begin(command: LearnCommand): Promise<void> {
    const checkpoint = command.known === undefined ? newId() : null;
    if (checkpoint !== null) await this.#claim(checkpoint, command.run, false);
    await this.#learn({ command, checkpoint }, true);
  }

  async #takeUp({ run, checkpoint, takeOver = false }: TakeUpCommand): Promise<void> {
    if (this.#open === null) throw new Error('There is no model to learn with.');
    if (!(await this.#claim(checkpoint, run, takeOver))) {
      this.emit({ type: 'arc-elsewhere', run, checkpoint });
      return;
    }
    const text = 'Reading the stored task';
    this.emit({ type: 'arc-progress', run, text, share: null });
    const kept = await this.#keeper.read(checkpoint);
    if (kept === null) throw new Error('This browser no longer keeps that task.');
    const { record, settings, steps, model, ...from } = readTaskCheckpoint(kept);
    const { own: side } = taskCanvases(model.config);
    const open = taskCanvases(this.#open.model.config);
    if (canvasFor(open, side) !== side) {
      throw new RefusedError(
        `This task was learned by a model with a canvas of ${side}×${side}; the one at work has ${open.own}×${open.own}.`,
      );
    }
    this.emit({ type: 'arc-taken-up', run, record, settings, metrics: from.metrics });
    const command = { type: 'learn', run, record, settings } as const;
    await this.#learn({ command, checkpoint, model, from, steps }, true);
  }

  async #learn(course: Course, running: boolean): Promise<void> {
    const { command, checkpoint, from, steps } = course;
    const { run: number, record, settings, known } = command;
    this.#course = course;
    if (this.#open === null) throw new Error('There is no model to learn with.');
    const { backend } = this.#open;
    const model = course.model ?? this.#open.model;
    const fast = backend.isGpu;
    this.emit({ type: 'arc-progress', run: number, text: 'Preparing the task', share: null });
    const training = await TaskTrainingRun.begin(backend, model, record.task, settings, {
      fast,
      known,
      from,
    });
    const { prepared, trainer } = training;
    const around = {
      fast,
      emit: this.emit,
      enqueue: (work: () => Promise<void>) => this.#enqueue('learn', number, work),
      waiting: () => this.#queue.waiting > 0,
      ending: () => this.#ending > 0,
      keepingIsDue: () => this.#keeper.isDue,
      keep: (run: ArcRun) => {
        if (checkpoint !== null) this.#keep(run, checkpoint, command);
      },
    };
    const run = new ArcRun(number, training, around, steps);
    this.#run = run;
    // A known task is answered, not learned.
    run.running = running && known === undefined;
    this.emit({
      type: 'arc-learning',
      run: number,
      checkpoint,
      step: training.step,
      settings,
      views: prepared.views.map(nameOfView),
      side: prepared.side,
      embeddings: prepared.model.config.num_puzzle_identifiers,
      cost: trainer.cost,
    });
    await run.begin();
  }

  #keep({ training, steps }: ArcRun, id: string, { record, settings }: LearnCommand): void {
    const { good, prepared } = training;
    const { model } = prepared;
    this.#keeper.keep(() =>
      // Before the first step there is nothing that is worth keeping.
      good.step > 0 ? writeTaskCheckpoint({ id, record, settings, steps, model, ...good }) : null,
    );
  }

  /** Makes this tab the only writer of a run. @returns whether it is */
  #claim(checkpoint: string, run: number, takeOver: boolean): Promise<boolean> {
    return this.#keeper.claim(checkpoint, takeOver, () => {
      this.#endAnd('learn', run, () => {
        const message = 'Another tab goes on with this task now.';
        this.emit({ type: 'arc-failed', during: 'learn', run, message });
      });
    });
  }

  /**
   * After a backend fails, the device is opened again, or the next backend is used, and the run
   * continues from the weights it remembered last. A few seconds are lost.
   */
  #recover(open: Open, reason: string, lost: boolean): void {
    if (open !== this.#open) return;
    this.#open = null;
    const [run, course] = [this.#run, this.#course];
    this.#run = null;
    const running = run?.running ?? true;
    run?.giveUp();
    this.parts.ladder.blame(open.backend.kind, reason, lost);
    open.backend.dispose();
    const { signal } = this.#abandon;
    this.#enqueue('open', null, () =>
      this.#openModel(open.source, open.choice, signal, open.model),
    );
    if (course === null) return;
    const { run: number } = course.command;
    const text = lost
      ? `The device was lost (${reason}); opening it again`
      : `${open.backend.description} failed (${reason}); going on with another`;
    this.emit({ type: 'arc-progress', run: number, text, share: null });
    this.#recovering++;
    this.#enqueue('learn', number, () => {
      this.#recovering--;
      // It was ended meanwhile, or another run was requested.
      if (this.#course !== course) return;
      if (this.#open === null) return this.#end();
      const from = run?.training.good ?? course.from;
      return this.#learn({ ...course, from, steps: run?.steps ?? course.steps }, running);
    });
  }

  async #end(): Promise<void> {
    const run = this.#run;
    this.#run = null;
    await run?.end();
    await this.#keeper.release();
    this.#course = null;
  }

  async #close(): Promise<void> {
    await this.#end();
    this.#open?.backend.dispose();
    this.#open = null;
  }
}
