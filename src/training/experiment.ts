import type { TrainingBackend } from '../compute/training-ops';
import type { HrmConfig } from '../hrm/config';
import { parameterCount } from '../hrm/parameters';
import type { EvalResult } from './evaluator';
import { LESSONS } from './lessons';
import { settingsFor, type BlankChoice } from './lessons/blank';
import type { LessonId } from './lessons/ids';
import { prepareLesson } from './prepare-lesson';
import type { TrainingSettings } from './settings';
import { TrainingRun } from './training-run';

/** A blank model that takes part in an experiment, and how it is taught where it is taught otherwise. */
export interface Entrant {
  readonly id: string;
  readonly blank: BlankChoice;
  readonly settings?: Partial<TrainingSettings>;
}

/** Several blank models that are taught the same lesson from the same seed. */
export interface ExperimentPlan {
  /** One that begins with a blank model. */
  readonly lesson: LessonId;
  readonly entrants: readonly Entrant[];
  readonly seed: number;
  /** Optimiser steps of each. */
  readonly steps: number;
  /** Steps between two evaluations. */
  readonly every: number;
  /** Puzzles of an evaluation at most; all that are kept aside for it unless given. */
  readonly evalPuzzles?: number;
}

/** How an entrant does after some steps, on puzzles that none was taught. */
export interface Reading {
  readonly entrant: string;
  /** Loss of the last step; `null` before the first. */
  readonly loss: number | null;
  readonly evalResult: EvalResult;
}

/** An entrant made ready. */
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

/**
 * The models of an experiment, in step: each is taught `every` steps and evaluated, then the next, and
 * round again. They see the same puzzles in the same order, and the same seed draws their weights.
 */
export class Experiment {
  private constructor(
    private readonly plan: ExperimentPlan,
    private readonly runs: readonly TrainingRun[],
    readonly facts: readonly EntrantFacts[],
  ) {}

  /**
   * Makes every entrant ready.
   * @throws RangeError if the lesson does not begin with a blank model
   * @throws ConfigError if an entrant cannot be
   */
  static async begin(backend: TrainingBackend, plan: ExperimentPlan): Promise<Experiment> {
    if (LESSONS[plan.lesson].blank === null) {
      throw new RangeError('Only lessons that begin with a blank model can be compared.');
    }
    const runs: TrainingRun[] = [];
    const facts: EntrantFacts[] = [];
    try {
      for (const entrant of plan.entrants) {
        const { id, blank } = entrant;
        const settings = entrantSettings(plan, entrant);
        const prepared = prepareLesson(plan.lesson, settings, { model: null, blank });
        const run = await TrainingRun.begin(
          backend,
          prepared,
          settings,
          plan.evalPuzzles ?? Infinity,
        );
        runs.push(run);
        const { config } = prepared.model;
        const stepFlops = run.trainer.cost.flops;
        facts.push({ id, config, parameters: parameterCount(config), stepFlops });
      }
    } catch (error) {
      for (const run of runs) run.dispose();
      throw error;
    }
    return new Experiment(plan, runs, facts);
  }

  /** Teaches to the end, one part after the other; a part is the work of some tens of steps at most. */
  async *readings(): AsyncGenerator<Reading | null, void> {
    const { steps, every, entrants } = this.plan;
    for (let from = 0; ; from += every) {
      for (const [index, run] of this.runs.entries()) {
        const to = Math.min(steps, from);
        while (run.step < to) {
          await run.trainer.advance();
          if (run.step % READ_EVERY === 0 && run.step < to) {
            await run.collect();
            yield null;
          }
        }
        await run.collect();
        const { evalResult } = await run.evaluate();
        const loss = run.metrics.at(-1)?.loss ?? null;
        yield { entrant: entrants[index]!.id, loss, evalResult };
      }
      if (from >= steps) return;
    }
  }

  dispose(): void {
    for (const run of this.runs) run.dispose();
  }
}
