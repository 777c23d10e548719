import { RefusedError } from '../../compute/own-fault';
import type { HrmModel } from '../../hrm/parameters';
import { canvasSide, type ArcTask } from '../../puzzles/arc/task';
import { drawViews, type ArcView } from '../../puzzles/arc/views';
import { createRandom } from '../../puzzles/random';
import type { Examples } from '../device-dataset';
import type { ArcSettings } from './settings';
import { taskExamples } from './task-examples';
import { canvasFor, modelForTask, taskCanvases } from './task-model';

/** A task ready to be learned. */
export interface PreparedTask {
  readonly task: ArcTask;
  /** The model to start from, with an embedding for each view, or one for all. */
  readonly model: HrmModel;
  /** Of the canvas, which is larger than the model's own if the task needs it. */
  readonly side: number;
  /** The plain one first. */
  readonly views: readonly ArcView[];
  /** The embedding row of each view. */
  readonly identifierOf: (view: number) => number;
  readonly examples: Examples;
}

/** Offset of the examples' seed from the seed of the views. */
const EXAMPLES_SEED = 0x5eed;
/** Offset of the seed, so that a resumed run sees new examples. */
const STEP_SEED = 0x9e37;

/**
 * @param known the puzzle identifier of the task, if the model has learned it
 * @param step number of steps already made on this task
 * @throws RefusedError, one sentence, if the model is not one for ARC or the task does not fit on any
 *   canvas of it
 */
export function prepareTask(
  model: HrmModel,
  task: ArcTask,
  settings: ArcSettings,
  known?: number,
  step = 0,
): PreparedTask {
  const { own, largest } = taskCanvases(model.config);
  // A task it knows is asked on the canvas on which it learned it.
  const most = known === undefined ? largest : own;
  const needed = canvasSide(task);
  const side = canvasFor({ own, largest: most }, needed);
  if (side === null) {
    throw new RefusedError(
      `This task has grids of up to ${needed} cells a side; the model's canvas has ${most}.`,
    );
  }
  const views = drawViews(withoutAnswers(task), settings.views, createRandom(settings.seed));
  const rows = settings.embeddings === 'view' ? views.length : 1;
  const identifierOf = (view: number) => (rows === 1 ? 0 : view);
  const random = createRandom(settings.seed + EXAMPLES_SEED + STEP_SEED * step);
  const { translation } = settings;
  return {
    task,
    model: modelForTask(model, side, rows, known),
    side,
    views,
    identifierOf,
    examples: taskExamples(task.train, { views, identifierOf, side, translation, random }),
  };
}

/** The answers to the questions are not used in learning, not even in choosing the views. */
function withoutAnswers({ train, test }: ArcTask): ArcTask {
  return { train, test: test.map(({ input }) => ({ input, output: null })) };
}
