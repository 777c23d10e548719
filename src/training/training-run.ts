import type { TrainingBackend } from '../compute/training-ops';
import type { HrmModel } from '../hrm/parameters';
import { createSession } from '../hrm/session';
import { Evaluator, type EvalResult, type TrackedExample } from './evaluator';
import type { PreparedLesson } from './lessons/lesson';
import type { StepMetrics } from './metrics';
import type { TrainingSettings } from './settings';
import { Trainer, type TrainerState } from './trainer';
import { TrainingHistory } from './training-history';

/** Segments of an evaluation at most; the timeline of the page goes further by itself. */
const EVAL_SEGMENTS = 8;
/** All that a lesson can be taken up from. */
export interface TrainingRunState extends TrainerState {
  readonly metrics: readonly StepMetrics[];
  readonly evalResults: readonly EvalResult[];
}

export interface Evaluated {
  readonly evalResult: EvalResult;
  readonly trackedExample: TrackedExample;
  /** The moving average that was evaluated. */
  readonly model: HrmModel;
}

/** A lesson under way: training, evaluations and their history. It knows nothing of clocks or storage. */
export class TrainingRun {
  evalResults: EvalResult[] = [];

  private constructor(
    readonly trainer: Trainer,
    private readonly backend: TrainingBackend,
    private readonly lesson: PreparedLesson,
    private readonly evaluator: Evaluator,
    private readonly history: TrainingHistory,
  ) {}

  /**
   * @param evalSize puzzles of an evaluation at most, where computing is slow
   * @param from what an earlier run of the same lesson had reached
   */
  static async begin(
    backend: TrainingBackend,
    lesson: PreparedLesson,
    settings: TrainingSettings,
    evalSize: number,
    from?: TrainingRunState,
  ): Promise<TrainingRun> {
    const { start, examples } = lesson;
    const trainer = await Trainer.create(backend, start, settings, examples, from);
    const { parameters } = trainer;
    const samples = lesson.evalSet.slice(0, evalSize);
    const evaluator = await Evaluator.open(backend, parameters.averaged, samples);
    const history = new TrainingHistory(from?.metrics);
    const run = new TrainingRun(trainer, backend, lesson, evaluator, history);
    if (from) run.evalResults = [...from.evalResults];
    return run;
  }

  get step(): number {
    return this.trainer.step;
  }

  get metrics(): readonly StepMetrics[] {
    return this.history.metrics;
  }

  /** Whether the weights of now are worth going back to. */
  get isWell(): boolean {
    return this.history.isWell;
  }

  /**
   * Metrics of the steps since the last call, into the history too.
   * @returns also what went wrong, in words, if something did
   */
  async collect(): Promise<{ steps: StepMetrics[]; problem: string | null }> {
    const steps = await this.trainer.metrics();
    return { steps, problem: this.history.add(steps) };
  }

  /** Evaluates the moving average. */
  async evaluate(): Promise<Evaluated> {
    const { step, parameters, settings } = this.trainer;
    // Read first: what is evaluated must be what is handed out, and steps may be under way.
    const model = await parameters.model();
    const segments = Math.min(settings.segments, EVAL_SEGMENTS);
    const { evalResult, trackedExample } = await this.evaluator.evaluate(step, segments);
    this.evalResults.push(evalResult);
    return { evalResult, trackedExample, model };
  }

  /** The state from which it goes on exactly as it would have. No step may be made meanwhile. */
  async exactState(): Promise<TrainingRunState> {
    await this.collect();
    const { metrics, evalResults } = this;
    return { ...(await this.trainer.exactState()), metrics, evalResults: evalResults.slice() };
  }

  async state(): Promise<TrainingRunState> {
    const { step } = this;
    const parameters = await this.trainer.parameters.state();
    const { metrics, evalResults } = this;
    return { step, parameters, metrics, evalResults: evalResults.slice() };
  }

  /** Back to an earlier state, with the history up to then. */
  restore(state: Pick<TrainingRunState, 'step' | 'parameters'>): void {
    this.trainer.restore(state.parameters, state.step);
    this.history.backTo(state.step);
    this.evalResults = this.evalResults.filter(({ step }) => step <= state.step);
  }

  /** Back to the weights the lesson began with, without moments. */
  rewind(): void {
    const { parameters } = this.trainer;
    this.restore({ step: 0, parameters: parameters.stateOf(this.lesson.start) });
  }

  /** The model as the lesson found it. */
  modelBefore(): HrmModel {
    return this.lesson.model;
  }

  /** Both models on puzzles neither has been taught, at the same segments. */
  async compare(puzzles: number): Promise<{ before: EvalResult; after: EvalResult }> {
    const samples = [...this.lesson.evalSet, ...this.lesson.unseen].slice(0, Math.max(1, puzzles));
    const { parameters, settings, step } = this.trainer;
    const segments = Math.min(settings.segments, EVAL_SEGMENTS);
    const measure = async (evaluator: Evaluator, at: number) => {
      const { evalResult } = await evaluator.evaluate(at, segments);
      evaluator.dispose();
      return evalResult;
    };
    const session = await createSession(this.backend, this.modelBefore(), {
      batch: samples.length,
    });
    const before = await measure(new Evaluator(session, samples), 0);
    const after = await measure(
      await Evaluator.open(this.backend, parameters.averaged, samples),
      step,
    );
    return { before, after };
  }

  dispose(): void {
    this.evaluator.dispose();
    this.trainer.dispose();
  }
}
