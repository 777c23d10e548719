import { isOwnFault, RefusedError } from '../compute/own-fault';
import type { HrmModel } from '../hrm/parameters';
import type { SudokuSample } from '../puzzles/sudoku/source';
import { LESSONS } from './lessons';
import { blankIn, type BlankChoice } from './lessons/blank';
import type { LessonId } from './lessons/ids';
import type { PreparedLesson } from './lessons/lesson';
import type { TrainingSettings } from './settings';

/** The input for beginning or resuming a lesson. */
export interface LessonStart {
  /** The model to start from; not needed by lessons that begin with a blank one. */
  readonly model: HrmModel | null;
  /** The choices for the blank model; an HRM as the lesson proposes it unless given. */
  readonly blank?: BlankChoice;
  /** For the lesson on one's own puzzles. */
  readonly puzzles?: readonly SudokuSample[];
  /** Whether the lesson began with `model`; then no blank model is made. */
  readonly resumed?: boolean;
  /** Step at which the lesson is resumed; its examples then differ from earlier ones. */
  readonly step?: number;
}

/** Distance between the seeds of the first examples and of those after a resumption. */
const STEP_SEED = 0x9e37;

/**
 * Prepares a lesson: its model, its examples, and its evaluation puzzles. The same settings give
 * the same ones.
 * @throws RefusedError if there is no model or no puzzle, or they do not fit
 * @throws ConfigError if the choices make no valid blank model
 */
export function prepareLesson(
  id: LessonId,
  settings: TrainingSettings,
  { model, blank = {}, puzzles = [], step = 0, resumed = false }: LessonStart,
): PreparedLesson {
  const lesson = LESSONS[id];
  const offered = resumed ? null : lesson.blank;
  const material = {
    model,
    blank: offered && blankIn(offered, blank),
    puzzles,
    step,
    seed: (settings.seed + STEP_SEED * step) >>> 0,
  };
  try {
    return lesson.prepare(settings, material);
  } catch (error) {
    // Another backend would not help.
    if (isOwnFault(error) || !(error instanceof RangeError)) throw error;
    throw new RefusedError(error.message, { cause: error });
  }
}
