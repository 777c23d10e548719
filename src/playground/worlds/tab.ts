import type { ComponentType, LazyExoticComponent } from 'react';

/** One tab of the page. */
export interface Tab {
  /** As `world=` in a link; short, lower-case letters. */
  readonly id: string;
  readonly title: string;
  /** What the model does there, as the masthead goes on: "watch a … Model …". */
  readonly doing: string;
  /**
   * A part of the page with a state of its own, loaded when the tab is opened. A tab without one is
   * a world whose boards the page keeps.
   */
  readonly Page?: LazyExoticComponent<ComponentType>;
}
