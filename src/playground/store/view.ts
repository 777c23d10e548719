import { onOff, setting, words } from './setting';
import type { SliceCreator } from './state';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Parts of the page that a teacher can hide by a link: `?examples_hide=1`. */
export const HIDEABLE = [
  'examples',
  'edit',
  'limit',
  'breadth',
  'halting',
  'speed',
  'race',
  'chart',
  'backend',
  'models',
  'teach',
  'share',
  'theme',
  'explanation',
] as const;
export type Hideable = (typeof HIDEABLE)[number];

/** The instruments beside the grid, one at a time. */
export type Instrument =
  | 'longer'
  | 'strip'
  | 'search'
  | 'wider'
  | 'inside'
  | 'compare'
  | 'evaluate'
  | 'teach'
  | 'engine'
  | 'learn'
  | 'tasks';

export interface ViewSlice {
  /**
   * The requested instrument; the first of the open tab without a request, or if the tab does not
   * have it.
   */
  readonly instrument: Instrument | null;
  chooseInstrument(instrument: Instrument): void;
  readonly theme: Theme;
  /** Whether cells that break a rule are marked. */
  readonly showViolations: boolean;
  readonly hidden: ReadonlySet<Hideable>;
  /** Whether the page is embedded and shows only the grid and its timeline. */
  readonly embedded: boolean;
  /** Whether a person solves the puzzle; the model's thought is hidden meanwhile. */
  readonly racing: boolean;
  /** Whether any part of the stage is visible; a thought plays only then. */
  readonly onScreen: boolean;
  /** Cell under the pointer, counted from 0. */
  readonly hovered: number | null;
  /** Whether the keyboard help is open. */
  readonly helpOpen: boolean;
  setTheme(theme: Theme): void;
  setShowViolations(show: boolean): void;
  hide(thing: Hideable): void;
  setEmbedded(embedded: boolean): void;
  setRacing(racing: boolean): void;
  setOnScreen(onScreen: boolean): void;
  hover(cell: number | null): void;
  setHelpOpen(open: boolean): void;
}

/** Whether only the board and its timeline are shown, embedded or in a presentation. */
export const isBare = ({
  embedded,
  presenting,
}: {
  readonly embedded: boolean;
  readonly presenting: boolean;
}): boolean => embedded || presenting;

export const viewSettings = {
  violations: setting<boolean>({
    ...onOff,
    usual: true,
    get: ({ showViolations }) => showViolations,
    set: (state, show) => state.setShowViolations(show),
  }),
  inside: setting<boolean>({
    ...onOff,
    usual: false,
    get: ({ looksInside }) => looksInside,
    set(state, looks) {
      if (looks) state.setLooksInside(true);
      else if (state.instrument === 'inside') state.chooseInstrument('longer');
    },
  }),
  /** Whether a person solves the puzzle. */
  race: setting<boolean>({
    ...onOff,
    usual: false,
    get: ({ racing }) => racing,
    set: (state, racing) => state.setRacing(racing),
  }),
  embed: setting<boolean>({
    ...onOff,
    usual: false,
    get: ({ embedded }) => embedded,
    set: (state, embedded) => state.setEmbedded(embedded),
    stays: true,
  }),
  theme: setting<Theme>({
    ...words(THEMES),
    usual: 'system',
    get: ({ theme }) => theme,
    set: (state, theme) => state.setTheme(theme),
    stays: true,
  }),
};

export const createView: SliceCreator<ViewSlice> = (set) => ({
  instrument: null,
  chooseInstrument: (instrument) => set({ instrument, looksInside: instrument === 'inside' }),
  theme: 'system',
  showViolations: true,
  hidden: new Set(),
  embedded: false,
  racing: false,
  onScreen: true,
  hovered: null,
  helpOpen: false,
  setTheme: (theme) => set({ theme }),
  setShowViolations: (showViolations) => set({ showViolations }),
  hide: (thing) => set(({ hidden }) => ({ hidden: new Set(hidden).add(thing) })),
  setEmbedded: (embedded) => set({ embedded }),
  setRacing: (racing) => set(racing ? { racing, editing: false } : { racing }),
  setOnScreen: (onScreen) => set({ onScreen }),
  hover: (hovered) => set({ hovered }),
  setHelpOpen: (helpOpen) => set({ helpOpen }),
});
