import * as z from 'zod/mini';
import type { HrmConfig } from '../hrm/config';
import type { DatabaseOptions } from './database';
import { Shelf, type Listing } from './shelf';
import { configField, readRecord } from './stored-record';

/** Arrays that may be part of a lesson's state. */
export type StateArray =
  Float32Array | Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/** A lesson that can be resumed: plain data that structured cloning can copy. */
export interface LessonCheckpoint {
  readonly id: string;
  /** Which lesson it is, or `ARC_TASK`. */
  readonly lesson: string;
  /** Its title in a list, if `lesson` is not enough. */
  readonly title?: string | undefined;
  /** What the lesson needs besides its settings; checked by the caller. */
  readonly source: unknown;
  /** Checked by the caller. */
  readonly settings: unknown;
  readonly config: HrmConfig;
  /** Optimiser steps done. */
  readonly step: number;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Weights, moments, carry, seeds: all that the loop continues from, by name. */
  readonly state: Readonly<Record<string, StateArray | number>>;
  /** History; checked by the caller. */
  readonly metrics: readonly unknown[];
  readonly exams: readonly unknown[];
}

/** The entry of a lesson in a list. */
export interface LessonSummary extends Pick<
  LessonCheckpoint,
  'id' | 'lesson' | 'title' | 'config' | 'step' | 'savedAt'
> {
  /** Size of the checkpoint. */
  readonly bytes: number;
}

/**
 * Lessons kept by the browser, one checkpoint each. All methods may throw StorageUnavailableError.
 */
export interface LessonStore {
  /**
   * Replaces the lesson's last checkpoint, or keeps that one if anything fails. The arrays must not
   * change until it resolves.
   * @throws StorageFullError saying what to do
   * @throws DataCloneError for a value that cannot be copied, such as a function
   */
  put(checkpoint: LessonCheckpoint): Promise<LessonSummary>;
  /**
   * `null` if there is none.
   * @throws CheckpointError if it is damaged, or of a newer version of the page
   */
  get(id: string): Promise<LessonCheckpoint | null>;
  list(): Promise<Listing<LessonSummary>>;
  /** The newest lesson that can be read. */
  latest(): Promise<LessonSummary | null>;
  remove(id: string): Promise<void>;
  close(): void;
}

const summarySchema = z.object({
  id: z.string().check(z.minLength(1)),
  lesson: z.string(),
  title: z.optional(z.string()),
  config: configField,
  step: z.int().check(z.nonnegative()),
  savedAt: z.number(),
  bytes: z.number(),
});

const stateValue = z.custom<StateArray | number>(
  (value) => typeof value === 'number' || isArray(value),
  'neither a number nor an array of numbers',
);

const checkpointSchema = z.extend(z.omit(summarySchema, { bytes: true }), {
  source: z.unknown(),
  settings: z.unknown(),
  state: z.record(z.string(), stateValue),
  metrics: z.array(z.unknown()),
  exams: z.array(z.unknown()),
});

/** @throws StorageUnavailableError if the browser keeps nothing, or does not answer */
export async function openLessonStore(options: DatabaseOptions = {}): Promise<LessonStore> {
  const shelf = await Shelf.open('lessons', 'lesson-summaries', options);
  const list = () =>
    shelf.list((summary, id) => readRecord(summarySchema, summary, `The summary of lesson ${id}`));

  return {
    async put(checkpoint) {
      const compact = { ...checkpoint, state: withOwnBuffers(checkpoint.state) };
      const { id, lesson, title, config, step, savedAt } = compact;
      const bytes = sizeInBytes(compact);
      const named = { id, lesson, ...(title !== undefined && { title }) };
      const summary: LessonSummary = { ...named, config, step, savedAt, bytes };
      await shelf.put(id, compact, summary, { what: 'The checkpoint of this lesson', bytes });
      return summary;
    },
    async get(id) {
      const { record } = await shelf.get(id);
      if (record === undefined) return null;
      return readRecord(checkpointSchema, record, `The checkpoint of lesson ${id}`);
    },
    list,
    latest: async () => (await list()).entries[0] ?? null,
    remove: (id) => shelf.remove(id),
    close: () => shelf.close(),
  };
}

function isArray(value: unknown): value is StateArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** Cloning a view copies the whole buffer behind it; a view of a part gets a buffer of its own. */
function withOwnBuffers(state: LessonCheckpoint['state']): LessonCheckpoint['state'] {
  return Object.fromEntries(
    Object.entries(state).map(([name, value]) => [
      name,
      typeof value === 'number' || value.byteLength === value.buffer.byteLength
        ? value
        : value.slice(),
    ]),
  );
}

/** Estimates the stored size of a value, in bytes. */
function sizeInBytes(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value === 'string') return 2 * value.length;
  if (value instanceof Map) return sizeInBytes([...value]);
  if (typeof value !== 'object' || value === null) return 8;
  return Object.entries(value).reduce(
    (sum, [key, part]) => sum + (Array.isArray(value) ? 0 : key.length) + sizeInBytes(part),
    0,
  );
}
