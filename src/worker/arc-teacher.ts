import { sourceKey } from '../checkpoint/model-source';
import { parameterCount, type HrmModel } from '../hrm/parameters';
import { nameOfView } from '../puzzles/arc/views';
import { taskCanvas } from '../training/arc/task-model';
import { TaskTrainingRun } from '../training/arc/task-training-run';
import type { ArcCommand, ArcEvent } from './arc-protocol';
import { ArcRun } from './arc-run';
import { isLost } from './lost';
import { messageOf } from './message-of';
import type { ModelSource } from './protocol';
import type { OpenedTrainer, TrainerChoice } from './training-backend';
import { WorkQueue } from './work-queue';

/** What the teacher needs from outside, so that it can be tested without a browser. */
export interface ArcTeacherParts {
  loadModel(
    source: ModelSource,
    onProgress: (loaded: number, total: number) => void,
  ): Promise<HrmModel>;
  openBackend(wanted: TrainerChoice): Promise<OpenedTrainer>;
}

type LearnCommand = Extract<ArcCommand, { type: 'learn' }>;
type Failure = Omit<Extract<ArcEvent, { type: 'arc-failed' }>, 'type'>;

/** A model that is open. */
interface Open extends OpenedTrainer {
  readonly source: ModelSource;
  readonly model: HrmModel;
  lost: boolean;
}

/**
 * The teacher of ARC tasks behind the page: obeys commands one after the other, trains in between,
 * and tells what happens by events. `pause`, and whatever ends a run, takes effect at once, between
 * two steps or two segments of an answer.
 */
export class ArcTeacher {
  #open: Open | null = null;
  #run: ArcRun | null = null;
  /** Commands that end the run and have not begun yet: what is under way breaks off. */
  #ending = 0;
  /** Commands, one after the other; training makes way for those that wait. */
  readonly #queue = new WorkQueue();

  constructor(
    private readonly parts: ArcTeacherParts,
    private readonly emit: (event: ArcEvent) => void,
  ) {}

  handle(command: ArcCommand): void {
    switch (command.type) {
      case 'open':
        this.#endAnd('open', null, () => this.#openModel(command.model, command.backend));
        break;
      case 'learn':
        this.#endAnd('learn', command.run, () => this.#learn(command));
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
        this.#endAnd('open', null, () => this.#close());
        break;
    }
  }

  /** Resolves when everything commanded so far has been done and nothing is being learned. */
  settled(): Promise<void> {
    return this.#queue.settled();
  }

  #enqueue(during: Failure['during'], run: number | null, work: () => Promise<void> | void): void {
    let open: Open | null = null;
    const begin = () => {
      open = this.#open;
      return work();
    };
    this.#queue.add(begin, async (error) => {
      // The end of a device is told by `#recover`, whatever it brought down.
      if (open !== null && (open.lost || (await isLost(open.backend)))) return;
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

  async #openModel(source: ModelSource, choice: TrainerChoice): Promise<void> {
    await this.#close();
    const say = (text: string, share: number | null) =>
      this.emit({ type: 'arc-progress', run: null, text, share });
    say('Loading the model', 0);
    const model = await this.parts.loadModel(source, (loaded, total) =>
      say('Loading the model', total > 0 ? loaded / total : null),
    );
    const side = taskCanvas(model.config);
    say('Opening the device', null);
    const trainer = await this.parts.openBackend(choice);
    const open: Open = { ...trainer, source, model, lost: false };
    this.#open = open;
    void trainer.backend.lost.then((reason) => this.#recover(open, reason));
    this.emit({
      type: 'arc-ready',
      model: source.name,
      key: sourceKey(source),
      config: model.config,
      side,
      parameters: parameterCount(model.config),
      backend: trainer.report,
      fast: trainer.fast,
    });
  }

  async #learn({ run: number, task, settings, known }: LearnCommand): Promise<void> {
    if (this.#open === null) throw new Error('There is no model to learn with.');
    const { backend, model, fast } = this.#open;
    this.emit({ type: 'arc-progress', run: number, text: 'Preparing the task', share: null });
    const training = await TaskTrainingRun.begin(backend, model, task, settings, { fast, known });
    const { prepared, trainer } = training;
    const run = new ArcRun(number, training, {
      fast,
      emit: this.emit,
      enqueue: (work) => this.#enqueue('learn', number, work),
      waiting: () => this.#queue.waiting > 0,
      ending: () => this.#ending > 0,
    });
    this.#run = run;
    // What is known already is asked, not learned.
    if (known !== undefined) run.running = false;
    this.emit({
      type: 'arc-learning',
      run: number,
      settings,
      views: prepared.views.map(nameOfView),
      embeddings: prepared.model.config.num_puzzle_identifiers,
      cost: trainer.cost,
    });
    await run.begin();
  }

  /** A lost device costs the run; the model is opened again, so that there can be another. */
  #recover(open: Open, reason: string): void {
    if (open !== this.#open) return;
    open.lost = true;
    this.#open = null;
    const run = this.#run;
    this.#run = null;
    if (run !== null) {
      run.giveUp();
      const message = `The device was lost (${reason}). It is opened again; the task has to be learned anew.`;
      this.emit({ type: 'arc-failed', during: 'learn', run: run.number, message });
    }
    this.#enqueue('open', null, () => this.#openModel(open.source, 'auto'));
  }

  async #end(): Promise<void> {
    const run = this.#run;
    this.#run = null;
    await run?.end();
  }

  async #close(): Promise<void> {
    await this.#end();
    this.#open?.backend.dispose();
    this.#open = null;
  }
}
