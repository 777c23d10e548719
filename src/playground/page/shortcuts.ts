import { nextNumChains } from '../store/chains';
import { isRacing, mayRace } from '../store/racing';
import type { PlaygroundState } from '../store/state';

/** A key that works outside text fields. */
export interface Shortcut {
  readonly keys: readonly string[];
  /** Its form in the help. */
  readonly shown: string;
  readonly does: string;
  readonly run: (state: PlaygroundState) => void;
}

const HELP: Shortcut = {
  keys: ['?'],
  shown: '?',
  does: 'this help',
  run: (state) => state.setHelpOpen(true),
};

export const SHORTCUTS: readonly Shortcut[] = [
  {
    keys: [' ', 'k'],
    shown: 'Space',
    does: 'play or pause',
    run: (state) => (state.playback.playing ? state.pause() : state.play()),
  },
  { keys: ['ArrowLeft', ','], shown: ', or ←', does: 'one segment back', run: (s) => s.step(-1) },
  { keys: ['ArrowRight', '.'], shown: '. or →', does: 'one segment on', run: (s) => s.step(1) },
  {
    keys: ['-', '_'],
    shown: '−',
    does: 'lower the ACT limit',
    run: (state) => state.setLimit(state.limit - 1),
  },
  {
    keys: ['+', '='],
    shown: '+',
    does: 'raise the ACT limit',
    run: (state) => state.setLimit(state.limit + 1),
  },
  {
    keys: ['b'],
    shown: 'B',
    does: 'think wider: 2, 4, 8 chains, then 1 again',
    run: (state) => state.setNumChains(nextNumChains(state.numChains)),
  },
  {
    keys: ['h'],
    shown: 'H',
    does: 'halting by Q on or off',
    run: (state) => state.setHalting(!state.halting),
  },
  {
    keys: ['l'],
    shown: 'L',
    does: 'loop on or off',
    run: (state) => state.setLoop(!state.playback.loop),
  },
  {
    keys: ['e'],
    shown: 'E',
    does: 'edit the puzzle, or stop editing',
    run: (state) => state.setEditing(!state.editing),
  },
  {
    keys: ['y'],
    shown: 'Y',
    does: 'you solve the Sudoku or the maze yourself, or leave it to the model again',
    run: (state) => state.setRacing(!state.racing && mayRace(state) && !state.hidden.has('race')),
  },
  {
    keys: ['p'],
    shown: 'P',
    does: 'present: the board fills the screen, or leaves it again',
    run: (state) => state.setPresenting(!state.presenting),
  },
  HELP,
];

const WHILE_RACING: readonly string[] = ['y', 'p', '?'];

/** Keys that every board understands, beside those of its world. */
export const BOARD_KEYS: readonly (readonly [shown: string, does: string])[] = [
  ['Ctrl Z, Ctrl Y', 'undo, redo'],
  ['Ctrl V', 'paste a puzzle, anywhere on the page'],
];

/** The button pressed last by a pointer, until the keyboard moves the focus. */
let pressed: Element | null = null;

/** Remembers the button that a pointer pressed. */
export function notePointer({ target }: Event): void {
  pressed = target instanceof Element ? target.closest('button, a, summary') : null;
}

/** Whether keys typed here belong to the element and not to the page. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input, textarea, select, [role="dialog"], [role="menu"]')) return true;
  const arrow = key.startsWith('Arrow');
  if (arrow) return target.closest('[role="slider"], [role="grid"], [role="radiogroup"]') !== null;
  // Space works as a shortcut if a pointer pressed the focused button, but not if the keyboard
  // focused it.
  if (key === ' ') {
    const control = target.closest('button, a, summary');
    return control !== null && control !== pressed;
  }
  return key === '.' && target.closest('[role="grid"]') !== null;
}

/** Runs the shortcut of a key, unless a control uses the key itself. */
export function runShortcut(event: KeyboardEvent, state: PlaygroundState): void {
  if (event.key === 'Tab') pressed = null;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTaken(event.target, event.key)) return;
  const shortcut = SHORTCUTS.find(({ keys }) => keys.includes(event.key));
  if (shortcut === undefined) return;
  // Other shortcuts are for the thought, which is hidden while a person solves the puzzle.
  if (isRacing(state) && !WHILE_RACING.includes(event.key)) return;
  event.preventDefault();
  if (event.key === ' ' && event.target instanceof HTMLElement) event.target.blur();
  shortcut.run(state);
}
