import type { HrmConfig } from '../../hrm/config';
import type { HrmModel } from '../../hrm/parameters';
import type { SudokuSample } from '../../puzzles/sudoku/source';
import type { Examples } from '../device-dataset';
import type { TrainingSettings } from '../settings';
import type { TableRow } from '../table-examples';
import type { LessonId } from './ids';

/** A lesson on offer: what it says, what it starts from, and how its examples are made. */
export interface Lesson {
  readonly id: LessonId;
  readonly title: string;
  /** What a person may expect of it, in a sentence or two. */
  readonly expect: string;
  /** Whether it is of little use without a GPU. */
  readonly wantsGpu: boolean;
  /** The blank model it begins with; `null` where it goes on from a model that is there. */
  readonly blank: HrmConfig | null;
  readonly settings: TrainingSettings;
  /** @throws RangeError if there is nothing to start from or to learn from, or it does not fit */
  prepare(settings: TrainingSettings, material: LessonMaterial): PreparedLesson;
}

/** What a lesson is made ready with. */
export interface LessonMaterial {
  /** The model to start from, where the lesson does not begin with a blank one. */
  readonly model: HrmModel | null;
  /** The config of the blank model to begin with; `null` where `model` is what to start from. */
  readonly blank: HrmConfig | null;
  /** For the lesson on one's own puzzles. */
  readonly puzzles: readonly SudokuSample[];
  /** The step a resumed lesson goes on from; 0 at the beginning. */
  readonly step: number;
  /** Seed of what is taught; it tells a resumed lesson's examples from those it has seen. */
  readonly seed: number;
}

/** A lesson ready to be taught. */
export interface PreparedLesson {
  /** The model as the lesson finds it. */
  readonly model: HrmModel;
  /** The weights to train from; they differ from the model's only where something new is to be told apart. */
  readonly start: HrmModel;
  readonly examples: Examples;
  /** Puzzles that are never taught, in any guise; the first is the one that is watched. */
  readonly evalSet: readonly TableRow[];
  /** More of them, to compare the model before and after on. */
  readonly unseen: readonly TableRow[];
}

/** Puzzles of an evaluation, and those for a comparison beside them. */
const EVAL_PUZZLES = 64;
const UNSEEN = 192;

/** Puzzles to keep aside for evaluations, at most. */
export const HELD_OUT = EVAL_PUZZLES + UNSEEN;

/** What is evaluated and what is taught are made from seeds so far apart. */
export const EVAL_SEED = 0x5eed;

/** Divides the puzzles that are kept aside. */
export function divide(held: readonly TableRow[]): Pick<PreparedLesson, 'evalSet' | 'unseen'> {
  return { evalSet: held.slice(0, EVAL_PUZZLES), unseen: held.slice(EVAL_PUZZLES) };
}
