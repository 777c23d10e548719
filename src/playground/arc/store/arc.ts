import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ArcRecord } from '../../../puzzles/arc/task';
import { createEditor } from './editor';
import { createLearning, type LearningBackend } from './learning';
import { createLibrary } from './library';
import { createLook } from './look';
import type { ArcState } from './state';

export type ArcStore = StoreApi<ArcState>;

export interface ArcOptions {
  /** The first task. */
  readonly record: ArcRecord;
  /** Where to learn. */
  readonly backend: LearningBackend;
  /** Gives unsigned 32-bit integers, for fresh tasks. */
  drawSeed(): number;
}

/** The state of the ARC tab, without React and without a browser. */
export function createArc({ record, drawSeed, ...options }: ArcOptions): ArcStore {
  return createStore<ArcState>()((...args) => ({
    ...createLibrary(record, drawSeed)(...args),
    ...createEditor(record.task)(...args),
    ...createLook(...args),
    ...createLearning(options.backend)(...args),
  }));
}
