import type { ArcGrid } from '../puzzles/arc/grid';
import type { TaskTrainingRun } from '../training/arc/task-training-run';
import type { ArcEvent, ArcProgress } from './arc-protocol';
import { nextTask } from './next-task';

/** Milliseconds and steps between two reports of metrics; the device keeps 64 steps. */
const REPORT_EVERY = 200;
const REPORT_STEPS = 40;
/** Share of the time that answers on the way may take. */
const ANSWER_SHARE = 0.2;
/**
 * Number of views for answers on the way, and of a paused run, without a GPU; at the end all views
 * are asked.
 */
const SLOW_VIEWS = 4;

type Rest = Extract<ArcEvent, { type: 'arc-rested' }>['why'];

/** The parts of the teacher that a run needs. */
export interface Surroundings {
  /** Whether the backend is a real GPU. */
  readonly fast: boolean;
  emit(event: ArcEvent): void;
  /** Queues work of the run, after the waiting commands. */
  enqueue(work: () => Promise<void>): void;
  /** Whether commands wait; training then yields to them. */
  waiting(): boolean;
  /** Whether one of them ends the run: what is in progress is interrupted. */
  ending(): boolean;
  /** Whether to remember the weights again; everything after that is lost with the device. */
  keepingIsDue(): boolean;
  /** Stores the weights that the run remembers in the browser. */
  keep(run: ArcRun): void;
}

/**
 * A task being learned: steps, with metrics and answers when there is time, and rests in between.
 * It reports by events.
 */
export class ArcRun {
  /** Whether steps are wanted; if not, it rests after the present step. */
  running = true;
  /** Step at which it is finished. */
  #steps: number;
  /** Whether the page knows that it rests. */
  #atRest = false;
  /** Abandoned: it reports no more events. */
  #ended = false;
  /** The metrics being read back while the next steps run. */
  #reporting: Promise<void> | null = null;

  constructor(
    readonly number: number,
    readonly training: TaskTrainingRun,
    private readonly around: Surroundings,
    /** Steps after which it is finished, if more were asked for than in its settings. */
    steps: number = training.settings.steps,
  ) {
    this.#steps = steps;
  }

  /** Steps after which it is finished. */
  get steps(): number {
    return this.#steps;
  }

  /** A first answer, then steps until it is finished or rests. */
  async begin(): Promise<void> {
    await this.#answerOnTheWay();
    this.#goOn();
  }

  /** See the command `resume`. */
  resume(steps?: number): void {
    if (this.running) return;
    const { training } = this;
    if (training.step >= this.#steps)
      this.#steps = training.step + (steps ?? training.settings.steps);
    this.running = true;
    this.#atRest = false;
    this.#goOn();
  }

  async answer(
    options: {
      readonly inputs?: readonly ArcGrid[] | undefined;
      readonly asked?: number | undefined;
      readonly views?: number | undefined;
      readonly goOn?: () => boolean;
      readonly onProgress?: (share: number) => void;
    } = {},
  ): Promise<void> {
    const { inputs, asked, views, goOn = () => true, onProgress } = options;
    const answers = await this.training.answer({
      ...(inputs && { inputs }),
      ...(views !== undefined && { views }),
      goOn: async (share) => {
        onProgress?.(share);
        await nextTask();
        return !this.#isOver && goOn();
      },
    });
    if (answers === null) return;
    this.around.emit({ type: 'arc-answers', run: this.number, answers, asked: asked ?? null });
  }

  /** Sends the present model. */
  async take(): Promise<void> {
    const { number: run, training } = this;
    const { step } = training;
    this.around.emit({ type: 'arc-model', run, step, model: await training.model() });
  }

  /** From now on it reports no events. */
  giveUp(): void {
    this.#ended = true;
    this.running = false;
  }

  /** Ends it and frees its memory. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#reporting;
    const { number: run, training } = this;
    const { step } = training;
    this.around.emit({ type: 'arc-rested', run, step, why: 'stopped', message: null });
    training.dispose();
  }

  get #isOver(): boolean {
    return this.#ended || this.around.ending();
  }

  #goOn(): void {
    this.around.enqueue(() => this.#train());
  }

  /** Trains until something else must be done, and then queues itself again. */
  async #train(): Promise<void> {
    if (this.#ended || this.#atRest) return;
    const { training } = this;
    const { answerEvery } = training.settings;
    const [began, firstStep] = [performance.now(), training.step];
    let [reported, reportedStep] = [began, training.step];
    let [answered, answerTime] = [began, 0];
    while (this.running && !this.around.waiting()) {
      if (training.step >= this.#steps) return this.#rest('finished', null);
      await training.advance();
      const now = performance.now();
      if (now - reported > REPORT_EVERY || training.step - reportedStep >= REPORT_STEPS) {
        await this.#reporting;
        this.#report({
          stepsPerSecond: (1000 * (training.step - reportedStep)) / (now - reported),
          secondsLeft:
            ((this.#steps - training.step) * (now - began)) / (1000 * (training.step - firstStep)),
        });
        [reported, reportedStep] = [now, training.step];
      }
      const isDue =
        answerEvery > 0 && training.step % answerEvery === 0 && training.step < this.#steps;
      if (isDue && now - answered > answerTime / ANSWER_SHARE) {
        await this.#reporting;
        await this.#answerOnTheWay();
        answered = performance.now();
        answerTime = answered - now;
      }
      if (this.around.keepingIsDue()) await this.#keep();
      await nextTask();
    }
    if (this.around.ending()) return;
    if (!this.running) return this.#rest(training.step < this.#steps ? 'asked' : 'finished', null);
    this.#goOn();
  }

  /** Reads metrics without waiting for them. */
  #report(rates: Pick<ArcProgress, 'stepsPerSecond' | 'secondsLeft'>): void {
    const { training, number: run } = this;
    const total = this.#steps;
    this.#reporting = training
      .collect()
      .then(({ steps, problem }) => {
        if (this.#ended) return;
        const progress = { step: steps.at(-1)?.step ?? training.step, steps: total, ...rates };
        if (steps.length > 0) this.around.emit({ type: 'arc-metrics', run, steps, progress });
        if (problem !== null) this.around.enqueue(() => this.#goBack(problem));
      })
      // If this fails, the next step fails too and reports it.
      .catch(() => undefined)
      .finally(() => (this.#reporting = null));
  }

  async #keep(): Promise<void> {
    await this.#reporting;
    await this.training.keep();
    this.around.keep(this);
  }

  /** After the last step: the final answers, with all views. */
  async #rest(why: Rest, message: string | null): Promise<void> {
    await this.#reporting;
    this.#report({ stepsPerSecond: 0, secondsLeft: null });
    await this.#keep();
    // Only now, because after a device lost before this, steps must be repeated.
    this.running = false;
    const { number: run, training } = this;
    // After a pause a person wants the present answers; after learning, the final ones.
    await this.answer({
      ...(why === 'asked' && { views: this.#viewsOnTheWay }),
      onProgress: (share) =>
        this.around.emit({ type: 'arc-progress', run, text: 'Answering', share }),
    });
    if (this.#isOver) return;
    this.#atRest = true;
    this.around.emit({ type: 'arc-rested', run, step: training.step, why, message });
  }

  async #goBack(problem: string): Promise<void> {
    if (this.#isOver) return;
    this.running = false;
    await this.#reporting;
    const step = this.training.goBack();
    const message = `${problem} The weights of step ${step} are back; a lower learning rate may help.`;
    await this.#rest('diverged', message);
  }

  /** Answers on the way; a pause does not wait for them. */
  #answerOnTheWay(): Promise<void> {
    return this.answer({ views: this.#viewsOnTheWay, goOn: () => this.running });
  }

  get #viewsOnTheWay(): number | undefined {
    return this.around.fast ? undefined : SLOW_VIEWS;
  }
}
