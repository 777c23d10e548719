import type { StateCreator } from 'zustand/vanilla';
import type { EditorSlice } from './editor';
import type { LearningSlice } from './learning';
import type { LibrarySlice } from './library';
import type { LookSlice } from './look';

/** All the ARC tab knows, one slice a concern. The page's own store knows nothing of it. */
export type ArcState = LibrarySlice & EditorSlice & LookSlice & LearningSlice;

export type ArcSlice<Slice> = StateCreator<ArcState, [], [], Slice>;
