import type { Board, Grid } from '../worlds/page-world';
import { record, redo, startHistory, undo, type History } from './history';
import type { SliceCreator } from './state';
import { resetTraceFollowing, startThought } from './thought';

/** The puzzle and its editor. Examples, pastes and single cells can all be undone. */
export interface PuzzleSlice {
  readonly board: Board;
  readonly history: History<Grid>;
  /** The histories of other boards, by key; each comes back unchanged. */
  readonly shelf: ReadonlyMap<string, History<Grid>>;
  /**
   * Increases with every puzzle that replaces the whole grid: each is an entry of the browser's
   * history.
   */
  readonly visit: number;
  readonly editing: boolean;
  /** The cell of the keyboard cursor, counted from 0. */
  readonly cursor: number;
  /** Replaces the whole grid by another puzzle. */
  setPuzzle(puzzle: Grid): void;
  /** Puts a puzzle on a board, which may not be the present one. */
  putPuzzle(board: Board, puzzle: Grid): void;
  /** Changes the puzzle by hand: its thought is followed instead of played. */
  editPuzzle(puzzle: Grid): void;
  clear(): void;
  undo(): void;
  redo(): void;
  setEditing(editing: boolean): void;
  moveCursor(cell: number): void;
}

/** The puzzle now. */
export const puzzleOf = (state: Pick<PuzzleSlice, 'history'>): Grid => state.history.present;

export const createPuzzle =
  (board: Board): SliceCreator<PuzzleSlice> =>
  (set) => ({
    board,
    history: startHistory(board.world.firstPuzzle(board)),
    shelf: new Map(),
    visit: 0,
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
    editPuzzle: (puzzle) => set((state) => edit(state, puzzle)),
    clear: () => set((state) => edit(state, state.board.world.cleared(puzzleOf(state)))),
    undo: () => set((state) => step(state, undo(state.history))),
    redo: () => set((state) => step(state, redo(state.history))),
    setEditing: (editing) => set({ editing }),
    moveCursor: (cursor) => set({ cursor }),
  });

/**
 * Shows another board and puts the present one aside.
 * @param first the puzzle on it, if the board is new
 */
export function showBoard(
  state: PuzzleSlice & Parameters<typeof resetTraceFollowing>[0],
  board: Board,
  first: () => Grid,
) {
  if (board.key === state.board.key) return {};
  const shelf = new Map(state.shelf).set(state.board.key, state.history);
  const history = shelf.get(board.key) ?? startHistory(first());
  const untouched = { editing: false, cursor: 0, hovered: null };
  return { board, shelf, history, ...untouched, ...resetTraceFollowing(state) };
}

/** The puzzle on a board, visible or put aside; `null` if it was never used. */
export function puzzleOn(board: Board, state: PuzzleSlice): Grid | null {
  const history = board.key === state.board.key ? state.history : state.shelf.get(board.key);
  return history?.present ?? null;
}

function put(state: PuzzleSlice & Parameters<typeof startThought>[0], puzzle: Grid) {
  if (sameGrid(puzzle, puzzleOf(state))) return {};
  const history = record(state.history, puzzle);
  const visit = state.visit + (state.editing ? 0 : 1);
  return { history, visit, ...(state.editing ? resetTraceFollowing(state) : startThought(state)) };
}

function edit(state: PuzzleSlice & Parameters<typeof resetTraceFollowing>[0], puzzle: Grid) {
  if (sameGrid(puzzle, puzzleOf(state))) return {};
  return { history: record(state.history, puzzle), ...resetTraceFollowing(state) };
}

function step(
  state: PuzzleSlice & Parameters<typeof resetTraceFollowing>[0],
  history: History<Grid>,
) {
  return history === state.history ? {} : { history, ...resetTraceFollowing(state) };
}

export function sameGrid(a: Grid, b: Grid): boolean {
  return a.length === b.length && a.every((entry, cell) => entry === b[cell]);
}
