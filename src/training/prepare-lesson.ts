import { isOwnFault, RefusedError } from '../compute/own-fault';
import type { HrmModel } from '../hrm/parameters';
import type { SudokuSample } from '../puzzles/sudoku/source';
import { LESSONS } from './lessons';
import { blankIn, type BlankChoice } from './lessons/blank';
import type { LessonId } from './lessons/ids';
import type { PreparedLesson } from './lessons/lesson';
import type { TrainingSettings } from './settings';

/** What a lesson is begun or resumed with. */
export interface LessonStart {
  /** The model to start from; not needed by lessons that begin with a blank one. */
  readonly model: HrmModel | null;
  /** What was chosen of the blank model; an HRM as the lesson proposes it unless given. */
  readonly blank?: BlankChoice;
  /** For the lesson on one's own puzzles. */
  readonly puzzles?: readonly SudokuSample[];
  /** Whether `model` is what the lesson began with; a blank one is not made again then. */
  readonly resumed?: boolean;
  /** Tells the examples of a resumed lesson from those it has seen. */
  readonly step?: number;
}

/** So far apart are the seeds of what is taught at first and of what follows a resumption. */
const STEP_SEED = 0x9e37;

/**
 * Makes a lesson ready: the model it starts from, its examples, and the puzzles it is evaluated on.
 * The same settings give the same ones.
 * @throws RefusedError if there is nothing to start from or to learn from, or it does not fit
 * @throws ConfigError if the blank model cannot be as it was chosen
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
    // No backend has to do with it.
    if (isOwnFault(error) || !(error instanceof RangeError)) throw error;
    throw new RefusedError(error.message, { cause: error });
  }
}
