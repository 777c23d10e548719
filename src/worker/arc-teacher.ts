import { sourceKey } from '../checkpoint/model-source';
import { parameterCount, type HrmModel } from '../hrm/parameters';
import type { ArcGrid } from '../puzzles/arc/grid';
import { nameOfView } from '../puzzles/arc/views';
import { TaskCourse } from '../training/arc/task-course';
import { taskCanvas } from '../training/arc/task-model';
import type { ArcCommand, ArcEvent, ArcProgress } from './arc-protocol';
import { isLost } from './lost';
import { nextTask } from './next-task';
import type { ModelSource } from './protocol';
import type { OpenedTrainer, TrainerChoice } from './training-backend';

/** What the teacher needs from outside, so that it can be tested without a browser. */
export interface ArcTeacherParts {
  loadModel(
    source: ModelSource,
    onProgress: (loaded: number, total: number) => void,
  ): Promise<HrmModel>;
  openBackend(wanted: TrainerChoice): Promise<OpenedTrainer>;
}

/** Milliseconds and steps between two reports of metrics; the device keeps 64 steps. */
const REPORT_EVERY = 200;
const REPORT_STEPS = 40;
/** Answers on the way may take this share of the time. */
const ANSWER_SHARE = 0.2;
/** Views asked on the way, and of a run that is paused, where there is no GPU; in the end all are. */
const SLOW_VIEWS = 4;

type LearnCommand = Extract<ArcCommand, { type: 'learn' }>;
type Failure = Omit<Extract<ArcEvent, { type: 'arc-failed' }>, 'type'>;
type Rest = Extract<ArcEvent, { type: 'arc-rested' }>['why'];

/** A model that is open. */
interface Open extends OpenedTrainer {
  readonly source: ModelSource;
  readonly model: HrmModel;
  lost: boolean;
}

/** A task being learned. */
interface Run {
  readonly number: number;
  readonly course: TaskCourse;
  /** Step at which it is finished. */
  steps: number;
  running: boolean;
  /** Whether the page has heard that it rests. */
  atRest: boolean;
  /** Given up: nothing more is told of it. */
  ended: boolean;
}

/**
 * The teacher of ARC tasks behind the page: obeys commands one after the other, trains in between,
 * and tells what happens by events. `pause`, and whatever ends a run, takes effect at once, between
 * two steps or two segments of an answer.
 */
export class ArcTeacher {
  #open: Open | null = null;
  #run: Run | null = null;
  /** Commands that end the run and have not begun yet: what is under way breaks off. */
  #ending = 0;
  #queue: Promise<void> = Promise.resolve();
  /** Commands that have not begun; training makes way for them. */
  #waiting = 0;
  /** The metrics being read back, while the next steps are on their way. */
  #reporting: Promise<void> | null = null;

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
        this.#withRun('learn', command.run, (run) => this.#resume(run, command.steps));
        break;
      case 'answer':
        this.#withRun('answer', command.run, async (run) => {
          await this.#answer(run, { inputs: command.inputs, asked: command.asked });
        });
        break;
      case 'take':
        this.#withRun('take', command.run, async ({ number, course }) => {
          const { step } = course;
          this.emit({ type: 'arc-model', run: number, step, model: await course.model() });
        });
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
  async settled(): Promise<void> {
    for (let last: Promise<void> | null = null; last !== this.#queue;) {
      last = this.#queue;
      await last;
    }
  }

  /** Work never overlaps; a failure is told, and what follows is done all the same. */
  #enqueue(during: Failure['during'], run: number | null, work: () => Promise<void> | void): void {
    this.#waiting++;
    this.#queue = this.#queue.then(async () => {
      this.#waiting--;
      const open = this.#open;
      try {
        await work();
      } catch (error) {
        // The end of a device is told by `#recover`, whatever it brought down.
        if (open !== null && (open.lost || (await isLost(open.backend)))) return;
        if (during === 'learn' && this.#run?.number === run) this.#run.running = false;
        this.emit({ type: 'arc-failed', during, run, message: messageOf(error) });
      }
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

  #withRun(during: Failure['during'], number: number, work: (run: Run) => Promise<void> | void) {
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

  async #learn({ run: number, task, settings }: LearnCommand): Promise<void> {
    if (this.#open === null) throw new Error('There is no model to learn with.');
    const { backend, model, fast } = this.#open;
    this.emit({ type: 'arc-progress', run: number, text: 'Preparing the task', share: null });
    const course = await TaskCourse.begin(backend, model, task, settings, { fast });
    const { prepared, trainer } = course;
    const run: Run = {
      number,
      course,
      steps: settings.steps,
      running: true,
      atRest: false,
      ended: false,
    };
    this.#run = run;
    this.emit({
      type: 'arc-learning',
      run: number,
      settings,
      views: prepared.views.map(nameOfView),
      embeddings: prepared.model.config.num_puzzle_identifiers,
      cost: trainer.cost,
    });
    await this.#answerOnTheWay(run);
    this.#goOn(run);
  }

  #resume(run: Run, steps?: number): void {
    if (run.running) return;
    const { course } = run;
    if (course.step >= run.steps) run.steps = course.step + (steps ?? course.settings.steps);
    run.running = true;
    run.atRest = false;
    this.#goOn(run);
  }

  #goOn(run: Run): void {
    this.#enqueue('learn', run.number, () => this.#train(run));
  }

  /** Trains until something else is to be done, and then comes back for more. */
  async #train(run: Run): Promise<void> {
    if (run.ended || run.atRest) return;
    const { course } = run;
    const { answerEvery } = course.settings;
    const [began, firstStep] = [performance.now(), course.step];
    let [reported, reportedStep] = [began, course.step];
    let [answered, answerTime] = [began, 0];
    while (run.running && this.#waiting === 0) {
      if (course.step >= run.steps) return this.#rest(run, 'finished', null);
      await course.advance();
      const now = performance.now();
      if (now - reported > REPORT_EVERY || course.step - reportedStep >= REPORT_STEPS) {
        await this.#reporting;
        this.#report(run, {
          stepsPerSecond: (1000 * (course.step - reportedStep)) / (now - reported),
          secondsLeft:
            ((run.steps - course.step) * (now - began)) / (1000 * (course.step - firstStep)),
        });
        [reported, reportedStep] = [now, course.step];
      }
      const isDue = answerEvery > 0 && course.step % answerEvery === 0 && course.step < run.steps;
      if (isDue && now - answered > answerTime / ANSWER_SHARE) {
        await this.#reporting;
        await this.#answerOnTheWay(run);
        answered = performance.now();
        answerTime = answered - now;
        await course.keep();
      }
      await nextTask();
    }
    if (this.#ending > 0) return;
    if (!run.running) return this.#rest(run, 'asked', null);
    this.#goOn(run);
  }

  /** Reads metrics without waiting for them. */
  #report(run: Run, rates: Pick<ArcProgress, 'stepsPerSecond' | 'secondsLeft'>): void {
    const { course, number, steps: total } = run;
    this.#reporting = course
      .collect()
      .then(({ steps, problem }) => {
        if (run.ended) return;
        const progress = { step: steps.at(-1)?.step ?? course.step, steps: total, ...rates };
        if (steps.length > 0) this.emit({ type: 'arc-metrics', run: number, steps, progress });
        if (problem !== null) this.#enqueue('learn', number, () => this.#goBack(run, problem));
      })
      // What fails here fails the next step too, and is told there.
      .catch(() => undefined)
      .finally(() => (this.#reporting = null));
  }

  /** After the last step: what was learned is said, under all views. */
  async #rest(run: Run, why: Rest, message: string | null): Promise<void> {
    run.running = false;
    await this.#reporting;
    this.#report(run, { stepsPerSecond: 0, secondsLeft: null });
    await this.#reporting;
    const say = (share: number) =>
      this.emit({ type: 'arc-progress', run: run.number, text: 'Answering', share });
    // Who pauses wants to see where things are; who has learned, the answers to give.
    await this.#answer(run, {
      ...(why === 'asked' && { views: this.#viewsOnTheWay }),
      onProgress: say,
    });
    if (run.ended || this.#ending > 0) return;
    run.atRest = true;
    this.emit({ type: 'arc-rested', run: run.number, step: run.course.step, why, message });
  }

  async #goBack(run: Run, problem: string): Promise<void> {
    if (run.ended || this.#ending > 0) return;
    run.running = false;
    await this.#reporting;
    const step = run.course.goBack();
    const message = `${problem} The weights of step ${step} are back; a lower learning rate may help.`;
    await this.#rest(run, 'diverged', message);
  }

  /** A look at where the run is; who wants to pause does not wait for it. */
  #answerOnTheWay(run: Run): Promise<void> {
    return this.#answer(run, { views: this.#viewsOnTheWay, goOn: () => run.running });
  }

  get #viewsOnTheWay(): number | undefined {
    return this.#open?.fast ? undefined : SLOW_VIEWS;
  }

  async #answer(
    run: Run,
    options: {
      readonly inputs?: readonly ArcGrid[] | undefined;
      readonly asked?: number | undefined;
      readonly views?: number | undefined;
      readonly goOn?: () => boolean;
      readonly onProgress?: (share: number) => void;
    } = {},
  ): Promise<void> {
    const { inputs, asked, views, goOn = () => true, onProgress } = options;
    const answers = await run.course.answer({
      ...(inputs && { inputs }),
      ...(views !== undefined && { views }),
      goOn: async (share) => {
        onProgress?.(share);
        await nextTask();
        return this.#ending === 0 && !run.ended && goOn();
      },
    });
    if (answers === null) return;
    this.emit({ type: 'arc-answers', run: run.number, answers, asked: asked ?? null });
  }

  /** A lost device costs the run; the model is opened again, so that there can be another. */
  #recover(open: Open, reason: string): void {
    if (open !== this.#open) return;
    open.lost = true;
    this.#open = null;
    const run = this.#run;
    this.#run = null;
    if (run !== null) {
      run.ended = true;
      run.running = false;
      const message = `The device was lost (${reason}). It is opened again; the task has to be learned anew.`;
      this.emit({ type: 'arc-failed', during: 'learn', run: run.number, message });
    }
    this.#enqueue('open', null, () => this.#openModel(open.source, 'auto'));
  }

  async #end(): Promise<void> {
    const run = this.#run;
    this.#run = null;
    if (run === null) return;
    run.ended = true;
    await this.#reporting;
    const { course, number } = run;
    this.emit({
      type: 'arc-rested',
      run: number,
      step: course.step,
      why: 'stopped',
      message: null,
    });
    course.dispose();
  }

  async #close(): Promise<void> {
    await this.#end();
    this.#open?.backend.dispose();
    this.#open = null;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
