import * as z from 'zod/mini';
import type { LessonCheckpoint } from '../checkpoint/lesson-store';
import { readTask } from '../puzzles/arc/schema';
import { taskToJson, type ArcRecord } from '../puzzles/arc/task';
import { arcSettingsSchema, type ArcSettings } from '../training/arc/settings';
import { ARC_TASK } from '../training/lessons/ids';
import type { StoredTraining } from './stored-training';
import { partReader, readTraining, writeTraining } from './stored-training';

/** An ARC task that can be resumed; its model has an embedding for each view. */
export interface StoredTask extends StoredTraining {
  readonly id: string;
  /** The task that is learned, including edits, and its title. */
  readonly record: ArcRecord;
  readonly settings: ArcSettings;
  /** Step at which it is finished. */
  readonly steps: number;
}

const sourceSchema = z.object({
  id: z.string(),
  group: z.string(),
  steps: z.int().check(z.gte(1)),
  task: z.unknown(),
});

/** Titles are shown in a list. */
const TITLE_LENGTH = 60;

/** @throws Error if some of its numbers are not finite; the older checkpoint is better */
export function writeTaskCheckpoint(stored: StoredTask): LessonCheckpoint {
  const { id, record, settings, steps, ...training } = stored;
  const { id: name, group, task } = record;
  return {
    id,
    lesson: ARC_TASK,
    title: name.slice(0, TITLE_LENGTH),
    source: { id: name, group, steps, task: taskToJson(task) },
    settings,
    ...writeTraining(training),
    exams: [],
  };
}

/** @throws Error with a sentence, if the task cannot be resumed */
export function readTaskCheckpoint(checkpoint: LessonCheckpoint): StoredTask {
  const read = partReader('The stored ARC task');
  read(z.literal(ARC_TASK), checkpoint.lesson, 'lesson');
  const { id, group, steps, task: json } = read(sourceSchema, checkpoint.source, 'source');
  const reading = readTask(json);
  const problem = 'problem' in reading ? reading.problem : reading.leftOut[0];
  if ('problem' in reading || problem !== undefined) {
    throw new Error(`The stored ARC task cannot be taken up: ${problem}.`);
  }
  return {
    id: checkpoint.id,
    record: { id, group, task: reading.value },
    settings: read(arcSettingsSchema, checkpoint.settings, 'settings'),
    steps,
    ...readTraining(checkpoint, read),
  };
}
