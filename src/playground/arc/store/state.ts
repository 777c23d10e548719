import type { StateCreator } from 'zustand/vanilla';
import type { EditorSlice } from './editor';
import type { LearningSlice } from './learning';
import type { LibrarySlice } from './library';
import type { LookSlice } from './look';

/** The state of the ARC tab, in slices. The page's own store does not use it. */
export type ArcState = LibrarySlice & EditorSlice & LookSlice & LearningSlice;

export type ArcSlice<Slice> = StateCreator<ArcState, [], [], Slice>;
