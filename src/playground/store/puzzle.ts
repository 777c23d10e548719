import type { SudokuGeometry, SudokuGrid } from '../../puzzles/sudoku/geometry';
import { record, redo, startHistory, undo, type History } from './history';
import type { SliceCreator } from './state';
import { followThought, startThought } from './thought';

/** A board to put puzzles on: its cells and its rule, and a name by which it is found again. */
export interface Board {
  readonly key: string;
  readonly geometry: SudokuGeometry;
}

/** The puzzle and its editor. Examples, pastes and single digits are all steps one can undo. */
export interface PuzzleSlice {
  readonly board: Board;
  readonly history: History<SudokuGrid>;
  /** The histories of boards put aside, by key; each comes back as it was. */
  readonly shelf: ReadonlyMap<string, History<SudokuGrid>>;
  readonly editing: boolean;
  /** The cell the keyboard is at, counted from 0. */
  readonly cursor: number;
  /** Puts another puzzle in place of the whole grid. */
  setPuzzle(puzzle: SudokuGrid): void;
  /** Puts a puzzle on a board, which may lie on the shelf. */
  putPuzzle(board: Board, puzzle: SudokuGrid): void;
  /** Writes a given at the cursor, 0 to clear it; begins editing if need be. */
  writeDigit(digit: number): void;
  clear(): void;
  undo(): void;
  redo(): void;
  setEditing(editing: boolean): void;
  moveCursor(cell: number): void;
}

/** The givens now: one digit a cell, 0 for a blank. */
export const givensOf = (state: Pick<PuzzleSlice, 'history'>): SudokuGrid => state.history.present;

export const geometryOf = (state: Pick<PuzzleSlice, 'board'>): SudokuGeometry =>
  state.board.geometry;

/** The board on which puzzles of this kind lie, whichever model thinks about them. */
export function boardFor(geometry: SudokuGeometry): Board {
  return { key: `sudoku:${geometry.size}:${geometry.rule}`, geometry };
}

export const createPuzzle =
  (board: Board, initial: SudokuGrid): SliceCreator<PuzzleSlice> =>
  (set) => ({
    board,
    history: startHistory(initial),
    shelf: new Map(),
    editing: false,
    cursor: 0,
    setPuzzle: (puzzle) => set((state) => put(state, puzzle)),
    putPuzzle: (board, puzzle) =>
      set((state) => {
        if (board.key === state.board.key) return put(state, puzzle);
        const shelved = state.shelf.get(board.key);
        const history = shelved === undefined ? startHistory(puzzle) : record(shelved, puzzle);
        return { shelf: new Map(state.shelf).set(board.key, history) };
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
        const history = record(state.history, new Uint8Array(geometryOf(state).cells));
        return { history, ...followThought(state) };
      }),
    undo: () => set((state) => step(state, undo(state.history))),
    redo: () => set((state) => step(state, redo(state.history))),
    setEditing: (editing) => set({ editing }),
    moveCursor: (cursor) => set({ cursor }),
  });

/**
 * Lays another board on the page and puts the present one on the shelf.
 * @param first the puzzle on it, unless it comes from the shelf
 */
export function layBoard(
  state: PuzzleSlice & Parameters<typeof followThought>[0],
  board: Board,
  first: () => SudokuGrid,
) {
  if (board.key === state.board.key) return {};
  const shelf = new Map(state.shelf).set(state.board.key, state.history);
  const history = shelf.get(board.key) ?? startHistory(first());
  const untouched = { editing: false, cursor: 0, hovered: null };
  return { board, shelf, history, ...untouched, ...followThought(state) };
}

/** The puzzle on a board, laid out or on the shelf; `null` if it was never used. */
export function puzzleOn(board: Board, state: PuzzleSlice): SudokuGrid | null {
  const history = board.key === state.board.key ? state.history : state.shelf.get(board.key);
  return history?.present ?? null;
}

function put(state: PuzzleSlice & Parameters<typeof startThought>[0], puzzle: SudokuGrid) {
  if (sameGrid(puzzle, givensOf(state))) return {};
  const history = record(state.history, puzzle);
  return { history, ...(state.editing ? followThought(state) : startThought(state)) };
}

function step(
  state: PuzzleSlice & Parameters<typeof followThought>[0],
  history: History<SudokuGrid>,
) {
  return history === state.history ? {} : { history, ...followThought(state) };
}

export function sameGrid(a: SudokuGrid, b: SudokuGrid): boolean {
  return a.length === b.length && a.every((digit, cell) => digit === b[cell]);
}
