import { RefusedError } from '../compute/own-fault';
import type { TrainingBackend } from '../compute/training-ops';
import type { HrmConfig } from '../hrm/config';
import { parameterCount } from '../hrm/parameters';
import type { EvalResult } from './evaluator';
import { LESSONS } from './lessons';
import { settingsFor, type BlankChoice } from './lessons/blank';
import type { LessonId } from './lessons/ids';
import type { PreparedLesson } from './lessons/lesson';
import { isFiniteState } from './parameters';
import { prepareLesson } from './prepare-lesson';
import { RewindableExamples } from './rewindable-examples';
import type { TrainingSettings } from './settings';
import { TrainingRun, type TrainingRunState } from './training-run';

/** A blank model in an experiment, and its own settings, if any. */
export interface Entrant {
  readonly id: string;
  readonly blank: BlankChoice;
  readonly settings?: Partial<TrainingSettings>;
}

/** Several blank models that are taught the same lesson from the same seed. */
export interface ExperimentPlan {
  /** A lesson that begins with a blank model. */
  readonly lesson: LessonId;
  readonly entrants: readonly Entrant[];
  readonly seed: number;
  /** Optimiser steps of each. */
  readonly steps: number;
  /** Steps between two evaluations. */
  readonly every: number;
  /** Largest number of puzzles in an evaluation; all that are kept aside unless given. */
  readonly evalPuzzles?: number;
}

/** An entrant's results after some steps, on puzzles that no entrant is taught. */
export interface Reading {
  readonly entrant: string;
  /** Loss of the last step; `null` before the first. */
  readonly loss: number | null;
  readonly evalResult: EvalResult;
}

/** An entrant that is ready. */
export interface EntrantFacts {
  readonly id: string;
  readonly config: HrmConfig;
  readonly parameters: number;
  /** Floating-point operations of one of its steps. */
  readonly stepFlops: number;
}

/** Metrics must be read at least this often (see `Trainer.metrics`). */
const READ_EVERY = 40;

/** The settings an entrant is taught with: the lesson's for such a model, the plan's seed and steps. */
export function entrantSettings(plan: ExperimentPlan, entrant: Entrant): TrainingSettings {
  const { seed, steps } = plan;
  return {
    ...settingsFor(LESSONS[plan.lesson], entrant.blank),
    ...entrant.settings,
    seed,
    steps,
  };
}

/** Milliseconds between two points from which the experiment can continue. */
const KEEP_EVERY = 5000;

/** An entrant in progress, on any backend. */
interface Course {
  readonly id: string;
  readonly settings: TrainingSettings;
  readonly lesson: PreparedLesson;
  readonly examples: RewindableExamples;
  /** The state it continues from; `null` is the start. */
  kept: TrainingRunState | null;
}

/**
 * The models of an experiment, in step: each is taught `every` steps and evaluated, then the next,
 * and so on. They see the same puzzles in the same order, and the same seed draws their weights.
 *
 * An experiment can move to another backend: it continues from a few seconds before, and its
 * results are the same.
 */
export class Experiment {
  readonly #courses: readonly Course[];
  #runs: readonly TrainingRun[] = [];
  /** Which entrant is next, and up to which step. */
  #turn = 0;
  #to = 0;
  #keptAt = 0;

  /**
   * Makes puzzles and models.
   * @param keepEvery milliseconds between two points from which it can continue
   * @throws RefusedError if the lesson does not begin with a blank model
   * @throws ConfigError if an entrant is impossible
   */
  constructor(
    private readonly plan: ExperimentPlan,
    private readonly keepEvery = KEEP_EVERY,
  ) {
    if (LESSONS[plan.lesson].blank === null) {
      throw new RefusedError('Only lessons that begin with a blank model can be compared.');
    }
    this.#courses = plan.entrants.map((entrant): Course => {
      const { id, blank } = entrant;
      const settings = entrantSettings(plan, entrant);
      const lesson = prepareLesson(plan.lesson, settings, { model: null, blank });
      const examples = new RewindableExamples(lesson.examples, lesson.model.config.seq_len);
      return { id, settings, lesson: { ...lesson, examples }, examples, kept: null };
    });
  }

  /** Makes every entrant ready on a backend, in the state it has reached. */
  async open(backend: TrainingBackend): Promise<readonly EntrantFacts[]> {
    const runs: TrainingRun[] = [];
    this.#runs = runs;
    for (const { settings, lesson, examples, kept } of this.#courses) {
      examples.rewind();
      const puzzles = this.plan.evalPuzzles ?? Infinity;
      runs.push(await TrainingRun.begin(backend, lesson, settings, puzzles, kept ?? undefined));
    }
    this.#keptAt = performance.now();
    return this.#courses.map(({ id, lesson }, at) => {
      const { config } = lesson.model;
      const stepFlops = runs[at]!.trainer.cost.flops;
      return { id, config, parameters: parameterCount(config), stepFlops };
    });
  }

  /** Total steps of all entrants that need not be repeated. */
  get secured(): number {
    return this.#courses.reduce((sum, { kept }) => sum + (kept?.step ?? 0), 0);
  }

  /** Teaches to the end. Yields `null` after every step and a reading after every evaluation. */
  async *readings(): AsyncGenerator<Reading | null, void> {
    const { steps, every } = this.plan;
    while (this.#turn < this.#courses.length) {
      const run = this.#runs[this.#turn]!;
      while (run.step < this.#to) {
        await run.trainer.advance();
        if (run.step % READ_EVERY === 0) await run.collect();
        if (performance.now() - this.#keptAt >= this.keepEvery) await this.#keep();
        yield null;
      }
      await run.collect();
      const { evalResult } = await run.evaluate();
      const loss = run.metrics.at(-1)?.loss ?? null;
      const entrant = this.#courses[this.#turn]!.id;
      this.#turn++;
      if (this.#turn === this.#courses.length && this.#to < steps) {
        this.#turn = 0;
        this.#to = Math.min(steps, this.#to + every);
      }
      yield { entrant, loss, evalResult };
    }
  }

  /** Frees its tensors on the backend. */
  close(): void {
    for (const run of this.#runs) run.dispose();
    this.#runs = [];
  }

  /** Keeps the state of every entrant that has made steps, unless its numbers are not finite. */
  async #keep(): Promise<void> {
    for (const [at, course] of this.#courses.entries()) {
      const run = this.#runs[at]!;
      if (run.step === (course.kept?.step ?? 0)) continue;
      const state = await run.exactState();
      if (!isFiniteState(state.parameters)) continue;
      course.kept = state;
      course.examples.mark();
    }
    this.#keptAt = performance.now();
  }
}
