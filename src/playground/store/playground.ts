import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SudokuGrid } from '../../puzzles/sudoku/geometry';
import { createBreadth } from './breadth';
import { createEngine } from './engine';
import { createKept } from './kept';
import { createLesson } from './lesson';
import { createModels, type ModelChoice } from './model';
import { createNotes } from './notes';
import { begin } from './playback';
import { boardFor, createPuzzle } from './puzzle';
import type { PlaygroundState } from './state';
import { createThought } from './thought';
import { createView } from './view';

export type PlaygroundStore = StoreApi<PlaygroundState>;

export interface PlaygroundOptions {
  /** The models shipped, the first of which is at work first. */
  readonly models: readonly [ModelChoice, ...ModelChoice[]];
  /** The puzzle on its board at first. */
  readonly puzzle: SudokuGrid;
  /** Whether thoughts play by themselves; off for people who asked for less motion. */
  readonly autoplay: boolean;
}

/** The page's state, without React and without a browser. */
export function createPlayground({ models, puzzle, autoplay }: PlaygroundOptions): PlaygroundStore {
  return createStore<PlaygroundState>()((...args) => {
    const thought = createThought(...args);
    return {
      ...createModels(models)(...args),
      ...createPuzzle(boardFor(models[0].geometry), puzzle)(...args),
      ...thought,
      autoplay,
      playback: begin(thought.playback, autoplay ? 'play' : 'follow'),
      ...createBreadth(...args),
      ...createEngine(...args),
      ...createView(...args),
      ...createNotes(...args),
      ...createLesson(...args),
      ...createKept(...args),
    };
  });
}
