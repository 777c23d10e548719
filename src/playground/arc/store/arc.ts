import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ArcRecord } from '../../../puzzles/arc/task';
import { createEditor } from './editor';
import { createLearning, type LearningBackend } from './learning';
import { createLibrary, type LibraryParts } from './library';
import { createLook } from './look';
import type { ArcState } from './state';

export type ArcStore = StoreApi<ArcState>;

export interface ArcOptions extends LibraryParts {
  /** The first task. */
  readonly record: ArcRecord;
  /** Where to learn. */
  readonly backend: LearningBackend;
}

/** The state of the ARC tab, without React and without a browser. */
export function createArc({ record, backend, ...parts }: ArcOptions): ArcStore {
  return createStore<ArcState>()((...args) => ({
    ...createLibrary(record, parts)(...args),
    ...createEditor(record.task)(...args),
    ...createLook(...args),
    ...createLearning(backend, parts.generator)(...args),
  }));
}
