import type { StateCreator } from 'zustand/vanilla';
import type { ChainsSlice } from './chains';
import type { EngineSlice } from './engine';
import type { InsideSlice } from './inside';
import type { KeptSlice } from './kept';
import type { LessonSlice } from './lesson';
import type { MissingSettingsSlice } from './missing-settings';
import type { ModelSlice } from './model';
import type { NotesSlice } from './notes';
import type { PresentSlice } from './present';
import type { PuzzleSlice } from './puzzle';
import type { QuestionSlice } from './question';
import type { ReadingSlice } from './reading';
import type { TabsSlice } from './tabs';
import type { ThoughtSlice } from './thought';
import type { TourSlice } from './tour';
import type { ViewSlice } from './view';

/** The state of the page, in slices. Components subscribe only to the parts they show. */
export type PlaygroundState = TabsSlice &
  ModelSlice &
  MissingSettingsSlice &
  PuzzleSlice &
  QuestionSlice &
  ThoughtSlice &
  ChainsSlice &
  InsideSlice &
  EngineSlice &
  ViewSlice &
  ReadingSlice &
  PresentSlice &
  TourSlice &
  NotesSlice &
  LessonSlice &
  KeptSlice;

export type SliceCreator<Slice> = StateCreator<PlaygroundState, [], [], Slice>;
