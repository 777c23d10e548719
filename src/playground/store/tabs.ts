import type { Tab } from '../worlds/tab';
import type { SliceCreator } from './state';

/** The tabs of the page, and the one that is open. */
export interface TabsSlice {
  readonly tabs: readonly Tab[];
  /** Id of the tab that is open. */
  readonly world: string;
  /** Opens a tab; one the page does not have changes nothing. */
  openTab(world: string): void;
}

export const createTabs =
  (tabs: readonly [Tab, ...Tab[]]): SliceCreator<TabsSlice> =>
  (set) => ({
    tabs,
    world: tabs[0].id,
    openTab: (world) =>
      set((state) => (state.tabs.some(({ id }) => id === world) ? { world } : {})),
  });

/** The tab that is open. */
export function tabOf({ tabs, world }: Pick<TabsSlice, 'tabs' | 'world'>): Tab {
  return tabs.find(({ id }) => id === world)!;
}
