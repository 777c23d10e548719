import type { Tab } from '../worlds/page-world';
import { modelFor, activateModel } from './model';
import type { PlaygroundState, SliceCreator } from './state';

/** The tabs of the page, and the one that is open. */
export interface TabsSlice {
  readonly tabs: readonly [Tab, ...Tab[]];
  /** Id of the tab that is open. */
  readonly world: string;
  /**
   * Opens a tab. Restores the model, board and puzzle of the world. A tab that does not exist, or
   * has no model, changes nothing.
   */
  openTab(world: string): void;
  /** The open task of a world with tasks, as in a link; `null` for the first one. */
  readonly task: string | null;
  setTask(task: string | null): void;
}

export const createTabs =
  (tabs: readonly [Tab, ...Tab[]]): SliceCreator<TabsSlice> =>
  (set) => ({
    tabs,
    world: tabs[0].id,
    openTab: (world) =>
      set((state) => {
        const tab = state.tabs.find(({ id }) => id === world);
        if (tab === undefined || world === state.world) return {};
        const model = modelFor(state, world);
        return model === undefined ? {} : { ...activateModel(state, model), racing: false };
      }),
    task: null,
    setTask: (task) => set({ task }),
  });

/** The tab that is open. */
export function tabOf({ tabs, world }: Pick<TabsSlice, 'tabs' | 'world'>): Tab {
  return tabs.find(({ id }) => id === world)!;
}

/** The tabs of worlds with a model. */
export function offeredTabs({
  tabs,
  models,
}: Pick<PlaygroundState, 'tabs' | 'models'>): readonly Tab[] {
  return tabs.filter((tab) => models.some(({ board }) => board.world.id === tab.id));
}
