import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Tab } from '../worlds/page-world';
import { createChains } from './chains';
import { createEngine } from './engine';
import { createInside } from './inside';
import { createKept } from './kept';
import { createLesson } from './lesson';
import { createMissingSettings } from './missing-settings';
import { createModels, type ModelChoice } from './model';
import { createNotes } from './notes';
import { begin } from './playback';
import { createPresent } from './present';
import { createPuzzle } from './puzzle';
import { createQuestion } from './question';
import { createReading } from './reading';
import type { PlaygroundState } from './state';
import { createTabs } from './tabs';
import { createThought } from './thought';
import { createTour } from './tour';
import { createView } from './view';

export type PlaygroundStore = StoreApi<PlaygroundState>;

export interface PlaygroundOptions {
  /** The first one is open at the start. */
  readonly tabs: readonly [Tab, ...Tab[]];
  /** The shipped models; the first one, for the first tab, is active at the start. */
  readonly models: readonly [ModelChoice, ...ModelChoice[]];
  /** Whether thoughts play by themselves; off for people who asked for less motion. */
  readonly autoplay: boolean;
}

/** The page's state, without React and without a browser. */
export function createPlayground(options: PlaygroundOptions): PlaygroundStore {
  const { tabs, models, autoplay } = options;
  return createStore<PlaygroundState>()((...args) => {
    const thought = createThought(...args);
    return {
      ...createTabs(tabs)(...args),
      ...createModels(models)(...args),
      ...createMissingSettings(...args),
      ...createPuzzle(models[0].board)(...args),
      ...thought,
      autoplay,
      playback: begin(thought.playback, autoplay ? 'play' : 'follow'),
      ...createQuestion(...args),
      ...createChains(...args),
      ...createInside(...args),
      ...createEngine(...args),
      ...createView(...args),
      ...createReading(...args),
      ...createPresent(...args),
      ...createTour(...args),
      ...createNotes(...args),
      ...createLesson(...args),
      ...createKept(...args),
    };
  });
}
