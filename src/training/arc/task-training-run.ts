import type { TrainingBackend } from '../../compute/training-ops';
import type { HrmModel } from '../../hrm/parameters';
import type { ArcTask } from '../../puzzles/arc/task';
import type { StepMetrics } from '../metrics';
import { isFiniteState, type ParameterState } from '../parameters';
import type { TrainingSettings } from '../settings';
import { Trainer } from '../trainer';
import { TrainingHistory } from '../training-history';
import { TaskAnswerer, type AnswerOptions } from './answerer';
import type { TaskAnswers } from './answers';
import { prepareTask, type PreparedTask } from './prepare-task';
import type { ArcSettings } from './settings';
import { taskTrainingSettings } from './training-settings';

/** Rows of an answer at once, on a GPU and elsewhere. */
const ROWS = { fast: 64, slow: 4 };

/** Weights worth keeping, with their step and metrics. */
export interface Good {
  readonly step: number;
  readonly parameters: ParameterState;
  readonly metrics: readonly StepMetrics[];
}

export interface TaskTrainingOptions {
  /** Whether the backend is a real GPU. */
  readonly fast?: boolean;
  /** The puzzle identifier of the task, if the model has learned it. */
  readonly known?: number | undefined;
  /** The state that an earlier run of the same task and settings reached. */
  readonly from?: Good | undefined;
  /** Settings of the training loop that replace the usual ones. */
  readonly training?: Partial<TrainingSettings>;
}

/**
 * A task being learned: optimiser steps on its demonstrations, and answers to its questions from the
 * moving average of the weights. It knows nothing of clocks.
 */
export class TaskTrainingRun {
  readonly #history: TrainingHistory;
  #good: Good;

  private constructor(
    readonly trainer: Trainer,
    readonly prepared: PreparedTask,
    readonly settings: ArcSettings,
    private readonly answerer: TaskAnswerer,
    good: Good,
  ) {
    this.#good = good;
    this.#history = new TrainingHistory(good.metrics);
  }

  /** @throws RefusedError, one sentence, if the model or the task cannot be used */
  static async begin(
    backend: TrainingBackend,
    model: HrmModel,
    task: ArcTask,
    settings: ArcSettings,
    { fast = false, known, from, training = {} }: TaskTrainingOptions = {},
  ): Promise<TaskTrainingRun> {
    const prepared = prepareTask(model, task, settings, known, from?.step);
    const { config } = prepared.model;
    const whole = { ...taskTrainingSettings(settings, config), ...training };
    const { examples } = prepared;
    const trainer = await Trainer.create(backend, prepared.model, whole, examples, from);
    const { parameters } = trainer;
    const rows = fast ? ROWS.fast : ROWS.slow;
    const answerer = await TaskAnswerer.open(backend, parameters.averaged, prepared, rows);
    const good = from ?? {
      step: 0,
      parameters: parameters.stateOf(prepared.model),
      metrics: [],
    };
    return new TaskTrainingRun(trainer, prepared, settings, answerer, good);
  }

  /** The weights that were last kept. */
  get good(): Good {
    return this.#good;
  }

  get step(): number {
    return this.trainer.step;
  }

  advance(): Promise<void> {
    return this.trainer.advance();
  }

  /**
   * Metrics of the steps since the last call; to lose none, call it at least every 64 steps.
   * @returns also the fault in words, if there is one
   */
  async collect(): Promise<{ steps: StepMetrics[]; problem: string | null }> {
    const steps = await this.trainer.metrics();
    return { steps, problem: this.#history.add(steps) };
  }

  /** The answers of the present moving average; see `TaskAnswerer.answer`. */
  answer(options: Omit<AnswerOptions, 'step' | 'segments'> = {}): Promise<TaskAnswers | null> {
    const { answerSegments: segments } = this.settings;
    return this.answerer.answer({ ...options, step: this.step, segments });
  }

  /** Keeps the present weights, if they are good. */
  async keep(): Promise<void> {
    if (!this.#history.isWell) return;
    const { step } = this;
    const parameters = await this.trainer.parameters.state();
    const { metrics } = this.#history;
    if (isFiniteState(parameters)) this.#good = { step, parameters, metrics };
  }

  /** Restores the weights kept last. @returns their step */
  goBack(): number {
    const { step, parameters } = this.#good;
    this.trainer.restore(parameters, step);
    this.#history.backTo(step);
    return step;
  }

  /** The present moving average as a model. */
  model(): Promise<HrmModel> {
    return this.trainer.parameters.model();
  }

  dispose(): void {
    this.answerer.dispose();
    this.trainer.dispose();
  }
}
