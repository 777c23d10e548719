import * as z from 'zod/mini';
import type { LessonCheckpoint } from '../checkpoint/lesson-store';
import type { HrmModel } from '../hrm/parameters';
import { sudokuOfCells } from '../puzzles/sudoku/geometry';
import type { EvalResult } from '../training/evaluator';
import { LESSON_IDS } from '../training/lessons/ids';
import { settingsSchema, type TrainingSettings } from '../training/settings';
import type { TrainingRunState } from '../training/training-run';
import type { LessonSource } from './lesson-protocol';
import { partReader, readTraining, writeTraining } from './stored-training';

/** A stored lesson, read and checked. */
export interface StoredLesson {
  readonly id: string;
  readonly source: LessonSource;
  readonly settings: TrainingSettings;
  /** The model before the lesson. */
  readonly model: HrmModel;
  readonly training: TrainingRunState;
}

const shares = z.array(z.number());
const evalResultSchema = z.object({
  step: z.number(),
  puzzles: z.number(),
  exact: shares,
  cell: shares,
});

const digits = z.instanceof(Uint8Array).check(
  z.refine(({ length }) => sudokuOfCells(length) !== null),
  z.refine((grid) => grid.every((digit) => digit <= Math.sqrt(grid.length))),
);

/** The part of a lesson's source that is needed to resume it. */
const sourceShape = z.object({
  id: z.enum(LESSON_IDS),
  puzzles: z.optional(z.array(z.object({ puzzle: digits, solution: digits }))),
});

/** The source came from the page and is only returned to the page. */
const sourceSchema = z.custom<LessonSource>(
  (value) => sourceShape.safeParse(value).success,
  'no lesson of this page, or not with these puzzles',
);

/**
 * A lesson as the store keeps it; evaluations are called `exams` there.
 * @throws Error if some of its numbers are not finite; the older checkpoint is better
 */
export function writeCheckpoint(lesson: StoredLesson): LessonCheckpoint {
  const { id, source, settings, model, training } = lesson;
  const { evalResults: exams, ...rest } = training;
  const fields = writeTraining({ model, ...rest });
  return { id, lesson: source.id, source, settings, ...fields, exams };
}

/** @throws Error with a sentence, if the lesson cannot be resumed */
export function readCheckpoint(checkpoint: LessonCheckpoint): StoredLesson {
  const read = partReader('The stored lesson');
  const { model, ...training } = readTraining(checkpoint, read);
  const evalResults: EvalResult[] = read(z.array(evalResultSchema), checkpoint.exams, 'exams');
  return {
    id: checkpoint.id,
    model,
    source: read(sourceSchema, checkpoint.source, 'source'),
    settings: read(settingsSchema, checkpoint.settings, 'settings'),
    training: { ...training, evalResults },
  };
}
