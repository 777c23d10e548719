import { z } from 'zod';
import type { LessonCheckpoint } from '../checkpoint/lesson-store';
import type { HrmConfig } from '../hrm/config';
import type { CourseState } from '../training/course';
import type { Exam } from '../training/examiner';
import { LESSON_IDS } from '../training/lessons';
import type { StepMetrics } from '../training/metrics';
import { settingsSchema, type TrainingSettings } from '../training/settings';
import type { LessonSource } from './lesson-protocol';

/** What a stored lesson says, read and checked. */
export interface StoredLesson {
  readonly id: string;
  readonly source: LessonSource;
  readonly settings: TrainingSettings;
  readonly config: HrmConfig;
  readonly course: CourseState;
}

const floats = z.instanceof(Float32Array);
const stateSchema = z.object({
  weights: floats,
  first: floats,
  second: floats,
  average: floats,
  puzzles: floats,
  puzzleAverage: floats,
  startAverage: floats,
  startPuzzleAverage: floats,
});

const shares = z.array(z.number());
const examSchema = z.object({ step: z.number(), puzzles: z.number(), exact: shares, cell: shares });
const metricsSchema = z.object({
  step: z.number(),
  loss: z.number(),
  qLoss: z.number(),
  cell: z.number(),
  exact: z.number(),
  halted: z.number(),
  haltedExact: z.number().nullable(),
  haltedSegments: z.number().nullable(),
  norm: z.number(),
  learningRate: z.number(),
});

/** The source is what the page sent and is only ever handed back to where it came from. */
const sourceSchema = z.custom<LessonSource>(
  (value) => z.object({ id: z.enum(LESSON_IDS) }).safeParse(value).success,
  'no lesson of this page',
);

/** A lesson as the store keeps it. */
export function writeCheckpoint(lesson: StoredLesson): LessonCheckpoint {
  const { id, source, settings, config, course } = lesson;
  const { parameters, start } = course;
  return {
    id,
    lesson: source.id,
    source,
    settings,
    config,
    step: course.step,
    savedAt: Date.now(),
    state: {
      ...parameters,
      startAverage: start.average,
      startPuzzleAverage: start.puzzleAverage,
    },
    metrics: course.metrics,
    exams: course.exams,
  };
}

/** @throws Error with a sentence, if the lesson cannot be taken up */
export function readCheckpoint(checkpoint: LessonCheckpoint): StoredLesson {
  const { id, config, step } = checkpoint;
  const read = <T>(schema: z.ZodType<T>, value: unknown, what: string): T => {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    const issue = result.error.issues[0]!;
    const where = [what, ...issue.path].join('.');
    throw new Error(`The stored lesson cannot be taken up: ${where}: ${issue.message}.`);
  };
  const { startAverage, startPuzzleAverage, ...parameters } = read(
    stateSchema,
    checkpoint.state,
    'state',
  );
  const metrics: StepMetrics[] = read(z.array(metricsSchema), checkpoint.metrics, 'metrics');
  const exams: Exam[] = read(z.array(examSchema), checkpoint.exams, 'exams');
  return {
    id,
    config,
    source: read(sourceSchema, checkpoint.source, 'source'),
    settings: read(settingsSchema, checkpoint.settings, 'settings'),
    course: {
      step,
      parameters,
      start: { average: startAverage, puzzleAverage: startPuzzleAverage },
      metrics,
      exams,
    },
  };
}
