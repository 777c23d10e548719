import { sourceKey } from '../checkpoint/model-source';
import { AbandonedError, isLost, orAbandoned, type Ladder } from '../compute/ladder';
import type { TrainingBackend } from '../compute/training-ops';
import { NotFiniteError } from '../hrm/not-finite';
import { parameterCount, type HrmModel } from '../hrm/parameters';
import { nameOfView } from '../puzzles/arc/views';
import { taskCanvas } from '../training/arc/task-model';
import { TaskTrainingRun, type Good } from '../training/arc/task-training-run';
import type { ArcCommand, ArcEvent } from './arc-protocol';
import { ArcRun } from './arc-run';
import { messageOf } from './message-of';
import type { ModelSource } from './protocol';
import { isFast, type TrainerChoice } from './training-backend';
import { WorkQueue } from './work-queue';

/** What the teacher needs from outside, so that it can be tested without a browser. */
export interface ArcTeacherParts {
  loadModel(
    source: ModelSource,
    onProgress: (loaded: number, total: number) => void,
  ): Promise<HrmModel>;
  readonly ladder: Ladder<TrainingBackend>;
}

type LearnCommand = Extract<ArcCommand, { type: 'learn' }>;
type Failure = Omit<Extract<ArcEvent, { type: 'arc-failed' }>, 'type'>;

/** A model that is open. */
interface Open {
  readonly backend: TrainingBackend;
  readonly choice: TrainerChoice;
  readonly source: ModelSource;
  readonly model: HrmModel;
}

/** A run that is to go on on another device, and from where. */
interface Unfinished {
  readonly command: LearnCommand;
  readonly from?: Good;
  readonly steps?: number;
  /** Whether it was learning, rather than at rest. */
  readonly running: boolean;
}

/**
 * The teacher of ARC tasks behind the page: obeys commands one after the other, trains in between,
 * and tells what happens by events. `pause`, and whatever ends a run, takes effect at once, between
 * two steps or two segments of an answer.
 */
export class ArcTeacher {
  #open: Open | null = null;
  #run: ArcRun | null = null;
  /** What the run there is, or is being prepared, was asked for by. */
  #asked: LearnCommand | null = null;
  /** Commands that end the run and have not begun yet: what is under way breaks off. */
  #ending = 0;
  /** Commands, one after the other; training makes way for those that wait. */
  readonly #queue = new WorkQueue();
  /** Gives up what is being opened, which may be waiting for something that never comes. */
  #abandon = new AbortController();
  /** What a backend failed with last; the same again is no fault of the backend. */
  #failure: string | null = null;

  constructor(
    private readonly parts: ArcTeacherParts,
    private readonly emit: (event: ArcEvent) => void,
  ) {}

  handle(command: ArcCommand): void {
    switch (command.type) {
      case 'open':
        this.parts.ladder.forgive();
        this.#failure = null;
        this.#openAnew(command);
        break;
      case 'learn':
        this.#endAnd('learn', command.run, () => this.#learn({ command, running: true }));
        break;
      case 'pause':
        if (this.#run?.number === command.run) this.#run.running = false;
        // A run that has still to begin hears of it when it has.
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
        if (this.#run?.number === command.run) this.#endAnd('learn', command.run, () => undefined);
        break;
      case 'close':
        this.#abandon.abort();
        this.#endAnd('open', null, () => this.#close());
        break;
    }
  }

  /** Resolves when everything commanded so far has been done and nothing is being learned. */
  settled(): Promise<void> {
    return this.#queue.settled();
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
      // A RangeError is about the task, and numbers that are none are the model's: no other device helps.
      const isOwnFault = error instanceof RangeError || error instanceof NotFiniteError;
      if (open !== null && !isOwnFault) {
        // The end of a device is told by `#recover`, whatever it brought down.
        if (await isLost(open.backend)) return;
        const why = messageOf(error);
        const isOther = this.parts.ladder.hasOtherThan(open.backend.kind);
        if (open === this.#open && this.#failure !== why && isOther) {
          this.#failure = why;
          return this.#recover(open, why, false);
        }
      }
      if (during === 'learn' && this.#run?.number === run) this.#run.running = false;
      this.emit({ type: 'arc-failed', during, run, message: messageOf(error) });
    });
  }

  /** Ends the run that there is, at once, and then does something else. */
  #endAnd(during: Failure['during'], run: number | null, work: () => Promise<void> | void): void {
    this.#ending++;
    this.#enqueue(during, run, async () => {
      this.#ending--;
      await this.#end();
      await work();
    });
  }

  #withRun(during: Failure['during'], number: number, work: (run: ArcRun) => Promise<void> | void) {
    this.#enqueue(during, number, () => {
      if (this.#run?.number === number) return work(this.#run);
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
    const side = taskCanvas(model.config);
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
      side,
      parameters: parameterCount(model.config),
      backend: report,
      fast: isFast(backend),
    });
  }

  async #learn(wanted: Unfinished): Promise<void> {
    const { command, from, steps, running } = wanted;
    const { run: number, task, settings, known } = command;
    this.#asked = command;
    if (this.#open === null) throw new Error('There is no model to learn with.');
    const { backend, model } = this.#open;
    const fast = isFast(backend);
    this.emit({ type: 'arc-progress', run: number, text: 'Preparing the task', share: null });
    const training = await TaskTrainingRun.begin(backend, model, task, settings, {
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
    };
    const run = new ArcRun(number, training, around, steps);
    this.#run = run;
    // What is known already is asked, not learned.
    run.running = running && known === undefined;
    this.emit({
      type: 'arc-learning',
      run: number,
      step: training.step,
      settings,
      views: prepared.views.map(nameOfView),
      embeddings: prepared.model.config.num_puzzle_identifiers,
      cost: trainer.cost,
    });
    await run.begin();
  }

  /**
   * A backend that fails costs a run a few seconds: the device is opened again, or the next backend,
   * and the run goes on from the weights it had last remembered.
   */
  #recover(open: Open, reason: string, lost: boolean): void {
    if (open !== this.#open) return;
    this.#open = null;
    const [run, command] = [this.#run, this.#asked];
    this.#run = null;
    const running = run?.running ?? true;
    run?.giveUp();
    this.parts.ladder.blame(open.backend.kind, reason, lost);
    open.backend.dispose();
    const { signal } = this.#abandon;
    this.#enqueue('open', null, () =>
      this.#openModel(open.source, open.choice, signal, open.model),
    );
    if (command === null) return;
    const text = lost
      ? `The device was lost (${reason}); opening it again`
      : `${open.backend.description} failed (${reason}); going on with another`;
    this.emit({ type: 'arc-progress', run: command.run, text, share: null });
    this.#enqueue('learn', command.run, () => {
      // Somebody has ended it meanwhile, or wants another.
      if (this.#asked !== command || this.#open === null) return;
      const { training, steps } = run ?? {};
      return this.#learn({
        command,
        running,
        ...(training && { from: training.good }),
        ...(steps !== undefined && { steps }),
      });
    });
  }

  async #end(): Promise<void> {
    const run = this.#run;
    this.#run = null;
    this.#asked = null;
    await run?.end();
  }

  async #close(): Promise<void> {
    await this.#end();
    this.#open?.backend.dispose();
    this.#open = null;
  }
}
