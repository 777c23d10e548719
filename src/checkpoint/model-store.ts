import * as z from 'zod/mini';
import type { HrmConfig } from '../hrm/config';
import { parameterCount, type HrmModel } from '../hrm/parameters';
import type { DatabaseOptions } from './database';
import { CheckpointError } from './error';
import { assembleModel, safetensorsOf, type LoadedModel } from './model-folder';
import { newId } from './new-id';
import { Shelf, type Listing } from './shelf';
import { configField, readRecord } from './stored-record';

const noteSchema = z.object({
  origin: z.enum(['lesson', 'import']),
  /** The lesson that made it, and its optimiser steps. */
  lesson: z.optional(z.string()),
  steps: z.optional(z.int().check(z.nonnegative())),
  /** The model the lesson began with. */
  parent: z.optional(z.string()),
  /** Names of the files it was imported from. */
  files: z.optional(z.array(z.string())),
});

/** The origin of a saved model. */
export type ModelNote = z.output<typeof noteSchema>;

/** The entry of a saved model in a list. */
export interface SavedModel {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly config: HrmConfig;
  readonly parameters: number;
  readonly dtype: 'F32' | 'F16';
  /** Size of the weights. */
  readonly bytes: number;
  readonly note: ModelNote;
  /** Figures measured with it; checked by the caller. */
  readonly measured?: unknown;
}

export interface NewModel extends Pick<SavedModel, 'name' | 'note' | 'measured'> {
  readonly model: HrmModel;
  readonly dtype: SavedModel['dtype'];
}

/** Models a person made or imported, kept by the browser. All methods may throw StorageUnavailableError. */
export interface ModelStore {
  /**
   * @throws StorageFullError saying what to do
   * @throws CheckpointError if a weight is missing, not finite, or beyond F16
   * @throws RangeError if the name is empty
   */
  put(model: NewModel): Promise<SavedModel>;
  list(): Promise<Listing<SavedModel>>;
  /**
   * `null` if there is none; `weights` are the bytes of a safetensors file.
   * @throws CheckpointError if it is damaged, or of a newer version of the page
   */
  get(id: string): Promise<(SavedModel & { readonly weights: Uint8Array<ArrayBuffer> }) | null>;
  /** The model, built and checked. @throws CheckpointError also if there is none */
  load(id: string): Promise<LoadedModel>;
  /** @throws RangeError if the name is empty, CheckpointError if there is no such model */
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
  close(): void;
}

const summarySchema = z.object({
  id: z.string().check(z.minLength(1)),
  name: z.string(),
  savedAt: z.number(),
  config: configField,
  dtype: z.enum(['F32', 'F16']),
  bytes: z.int(),
  note: noteSchema,
  measured: z.unknown(),
});

const weightsSchema = z.object({ weights: z.instanceof(Uint8Array<ArrayBuffer>) });

/** @throws StorageUnavailableError if the browser keeps nothing, or does not answer */
export async function openModelStore(options: DatabaseOptions = {}): Promise<ModelStore> {
  const shelf = await Shelf.open('models', 'model-summaries', options);

  const readSummary = (record: unknown, id: string): SavedModel => {
    const summary = readRecord(summarySchema, record, `The saved model ${nameIn(record) ?? id}`);
    return { ...summary, parameters: parameterCount(summary.config) };
  };

  const get: ModelStore['get'] = async (id) => {
    const { record, summary } = await shelf.get(id);
    if (summary === undefined && record === undefined) return null;
    const saved = readSummary(summary, id);
    const { weights } = readRecord(weightsSchema, record, `The saved model ${saved.name}`);
    return { ...saved, weights };
  };

  return {
    async put({ name, note, measured, model: { config, weights }, dtype }) {
      const file = safetensorsOf({ config, weights }, dtype);
      const id = newId();
      const bytes = file.length;
      const fields = { name: properName(name), savedAt: Date.now(), note, measured };
      const summary = { id, ...fields, config, dtype, bytes };
      await shelf.put(id, { weights: file }, summary, { what: `The model ${fields.name}`, bytes });
      return { ...summary, parameters: parameterCount(config) };
    },
    list: () => shelf.list(readSummary),
    get,
    async load(id) {
      const saved = await get(id);
      if (saved === null) throw gone(id);
      try {
        return assembleModel(saved.config, saved.weights);
      } catch (error) {
        const reason = (error as Error).message;
        throw new CheckpointError(`The saved model ${saved.name} is damaged: ${reason}`, {
          cause: error,
        });
      }
    },
    async rename(id, name) {
      const proper = properName(name);
      await shelf.changeSummary(id, (summary) => {
        if (typeof summary !== 'object' || summary === null) throw gone(id);
        return { ...summary, name: proper };
      });
    },
    remove: (id) => shelf.remove(id),
    close: () => shelf.close(),
  };
}

function properName(name: string): string {
  const proper = name.trim();
  if (proper === '') throw new RangeError('A saved model needs a name.');
  return proper;
}

function gone(id: string): CheckpointError {
  return new CheckpointError(`This browser no longer keeps the saved model ${id}.`);
}

/** The name in a record that may be damaged. */
function nameIn(record: unknown): string | null {
  const named = z.object({ name: z.string().check(z.minLength(1)) }).safeParse(record);
  return named.success ? named.data.name : null;
}
