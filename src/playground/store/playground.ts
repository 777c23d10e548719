import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SudokuGrid } from '../../puzzles/sudoku/geometry';
import { createEngine } from './engine';
import { createNotes } from './notes';
import { begin } from './playback';
import { createPuzzle } from './puzzle';
import type { PlaygroundState } from './state';
import { createThought } from './thought';
import { createView } from './view';

export type PlaygroundStore = StoreApi<PlaygroundState>;

export interface PlaygroundOptions {
  /** The puzzle on the board at first. */
  readonly puzzle: SudokuGrid;
  /** Whether thoughts play by themselves; off for people who asked for less motion. */
  readonly autoplay: boolean;
}

/** The page's state, without React and without a browser. */
export function createPlayground({ puzzle, autoplay }: PlaygroundOptions): PlaygroundStore {
  return createStore<PlaygroundState>()((...args) => {
    const thought = createThought(...args);
    return {
      ...createPuzzle(puzzle)(...args),
      ...thought,
      autoplay,
      playback: begin(thought.playback, autoplay ? 'play' : 'follow'),
      ...createEngine(...args),
      ...createView(...args),
      ...createNotes(...args),
    };
  });
}
