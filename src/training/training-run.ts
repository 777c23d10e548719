import type { TrainingBackend } from '../compute/training-ops';
import type { HrmModel } from '../hrm/parameters';
import { createSession } from '../hrm/session';
import { Evaluator, type EvalResult, type TrackedExample } from './evaluator';
import type { PreparedLesson } from './lessons/lesson';
import type { StepMetrics } from './metrics';
import type { TrainingSettings } from './settings';
import { Trainer, type TrainerState } from './trainer';
import { TrainingHistory } from './training-history';

/** Largest number of segments in an evaluation; the page's timeline computes more by itself. */
const EVAL_SEGMENTS = 8;
/** All that is needed to resume a lesson. */
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

/**
 * A lesson in progress: training, evaluations and their history. It knows nothing of clocks or
 * storage.
 */
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
   * @param evalSize largest number of puzzles in an evaluation, if computing is slow
   * @param from the state that an earlier run of the same lesson reached
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

  /** Whether the present weights are worth keeping. */
  get isWell(): boolean {
    return this.history.isWell;
  }

  /**
   * Metrics of the steps since the last call; also added to the history.
   * @returns also the fault in words, if there is one
   */
  async collect(): Promise<{ steps: StepMetrics[]; problem: string | null }> {
    const steps = await this.trainer.metrics();
    return { steps, problem: this.history.add(steps) };
  }

  /** Evaluates the moving average. */
  async evaluate(): Promise<Evaluated> {
    const { step, parameters, settings } = this.trainer;
    // Copied first, because the evaluated weights must be the returned ones and steps may be in
    // progress.
    const model = await parameters.model();
    const segments = Math.min(settings.segments, EVAL_SEGMENTS);
    const { evalResult, trackedExample } = await this.evaluator.evaluate(step, segments);
    this.evalResults.push(evalResult);
    return { evalResult, trackedExample, model };
  }

  /** The state from which the lesson continues exactly. No step may be made meanwhile. */
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

  /** Goes back to an earlier state, with the history up to then. */
  restore(state: Pick<TrainingRunState, 'step' | 'parameters'>): void {
    this.trainer.restore(state.parameters, state.step);
    this.history.backTo(state.step);
    this.evalResults = this.evalResults.filter(({ step }) => step <= state.step);
  }

  /** Goes back to the lesson's first weights, without moments. */
  rewind(): void {
    const { parameters } = this.trainer;
    this.restore({ step: 0, parameters: parameters.stateOf(this.lesson.start) });
  }

  /** The model before the lesson. */
  modelBefore(): HrmModel {
    return this.lesson.model;
  }

  /** Compares both models on puzzles that neither was taught, with the same segments. */
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
