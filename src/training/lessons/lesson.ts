import type { HrmConfig } from '../../hrm/config';
import type { HrmModel } from '../../hrm/parameters';
import type { SudokuSample } from '../../puzzles/sudoku/source';
import type { Examples } from '../device-dataset';
import type { TrainingSettings } from '../settings';
import type { TableRow } from '../table-examples';
import type { LessonId } from './ids';

/** A lesson: its text, the model it starts from, and how its examples are made. */
export interface Lesson {
  readonly id: LessonId;
  readonly title: string;
  /** What a person may expect from it, in a sentence or two. */
  readonly expect: string;
  /** Whether it is of little use without a GPU. */
  readonly wantsGpu: boolean;
  /** The blank model it begins with; `null` if it starts from an existing model. */
  readonly blank: HrmConfig | null;
  readonly settings: TrainingSettings;
  /** @throws RangeError if there is nothing to start from or to learn from, or it does not fit */
  prepare(settings: TrainingSettings, material: LessonMaterial): PreparedLesson;
}

/** The input of a lesson's `prepare`. */
export interface LessonMaterial {
  /** The model to start from, if the lesson does not begin with a blank one. */
  readonly model: HrmModel | null;
  /** The config of the blank model to begin with; `null` if it starts from `model`. */
  readonly blank: HrmConfig | null;
  /** Puzzles for the lesson on one's own puzzles. */
  readonly puzzles: readonly SudokuSample[];
  /** The step at which a resumed lesson continues; 0 at the beginning. */
  readonly step: number;
  /** Seed of the examples; a resumed lesson has another one, so that it gets new examples. */
  readonly seed: number;
}

/** A lesson ready to be taught. */
export interface PreparedLesson {
  /** The model before the lesson. */
  readonly model: HrmModel;
  /**
   * The weights to train from; they differ from the model's only if the lesson adds vectors for new
   * groups of cells.
   */
  readonly start: HrmModel;
  readonly examples: Examples;
  /** Puzzles that are never taught, in any view; the first one is shown on the board. */
  readonly evalSet: readonly TableRow[];
  /** More of them, to compare the model before and after. */
  readonly unseen: readonly TableRow[];
}

/** Number of puzzles in an evaluation, and in a comparison. */
const EVAL_PUZZLES = 64;
const UNSEEN = 192;

/** Puzzles to keep aside for evaluations, at most. */
export const HELD_OUT = EVAL_PUZZLES + UNSEEN;

/** Distance between the seeds of the evaluation set and of the examples. */
export const EVAL_SEED = 0x5eed;

/** Splits the puzzles that are kept aside. */
export function divide(held: readonly TableRow[]): Pick<PreparedLesson, 'evalSet' | 'unseen'> {
  return { evalSet: held.slice(0, EVAL_PUZZLES), unseen: held.slice(EVAL_PUZZLES) };
}
