import { SUDOKU_9, type SudokuGrid } from '../../puzzles/sudoku/geometry';
import { record, redo, startHistory, undo, type History } from './history';
import type { SliceCreator } from './state';
import { followThought, startThought } from './thought';

/** The puzzle and its editor. Examples, pastes and single digits are all steps one can undo. */
export interface PuzzleSlice {
  readonly history: History<SudokuGrid>;
  readonly editing: boolean;
  /** The cell the keyboard is at, 0…80. */
  readonly cursor: number;
  /** Puts another puzzle in place of the whole grid. */
  setPuzzle(puzzle: SudokuGrid): void;
  /** Writes a given at the cursor, 0 to clear it; begins editing if need be. */
  writeDigit(digit: number): void;
  clear(): void;
  undo(): void;
  redo(): void;
  setEditing(editing: boolean): void;
  moveCursor(cell: number): void;
}

/** The givens now: 81 digits, 0 for a blank. */
export const givensOf = (state: Pick<PuzzleSlice, 'history'>): SudokuGrid => state.history.present;

export const createPuzzle =
  (initial: SudokuGrid): SliceCreator<PuzzleSlice> =>
  (set) => ({
    history: startHistory(initial),
    editing: false,
    cursor: 0,
    setPuzzle: (puzzle) =>
      set((state) => {
        if (sameGrid(puzzle, givensOf(state))) return {};
        const history = record(state.history, puzzle);
        return { history, ...(state.editing ? followThought(state) : startThought(state)) };
      }),
    writeDigit: (digit) =>
      set((state) => {
        const givens = givensOf(state);
        if (givens[state.cursor] === digit) return { editing: true };
        const changed = givens.with(state.cursor, digit);
        return {
          editing: true,
          history: record(state.history, changed),
          ...followThought(state),
        };
      }),
    clear: () =>
      set((state) => {
        if (givensOf(state).every((digit) => digit === 0)) return {};
        const history = record(state.history, new Uint8Array(SUDOKU_9.cells));
        return { history, ...followThought(state) };
      }),
    undo: () => set((state) => step(state, undo(state.history))),
    redo: () => set((state) => step(state, redo(state.history))),
    setEditing: (editing) => set({ editing }),
    moveCursor: (cursor) => set({ cursor }),
  });

function step(
  state: PuzzleSlice & Parameters<typeof followThought>[0],
  history: History<SudokuGrid>,
) {
  return history === state.history ? {} : { history, ...followThought(state) };
}

export function sameGrid(a: SudokuGrid, b: SudokuGrid): boolean {
  return a.length === b.length && a.every((digit, cell) => digit === b[cell]);
}
