import { mazeWorld } from './maze/world';
import type { Random } from './random';
import { sudokuWorld } from './sudoku/world';

/** Cells of the grid a model was trained on: the `puzzle` block of its config. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
}

/**
 * A kind of puzzle: all that a reader of models and texts must know of it. A new world is a folder
 * beside this file and a line in `WORLDS`.
 */
export interface World<Grid> {
  /** As `puzzle.world` in a model's config.json. */
  readonly id: string;
  /** As `puzzle.rule` there, where the world has rules to choose from. */
  readonly rule?: string;
  readonly title: string;
  /** @throws PuzzleFormatError that says what is wrong and where. */
  parse(text: string): Grid;
  /** Draws a grid in lines of text; `parse` reads it back. */
  format(grid: Grid): string;
  /** Tokens of a grid, one a cell of the canvas. */
  encode(grid: Grid): Uint8Array;
  /** The grid that tokens stand for, whatever a model predicted. */
  decode(tokens: Uint8Array): Grid;
  /**
   * A grid on a board of so many cells, where the world has grids of several sizes that fit.
   * @throws PuzzleFormatError that names both sizes
   */
  fit(grid: Grid, cells: number): Grid;
  /** What is odd about a puzzle, such as several solutions, in a sentence; bounded work. */
  remark(puzzle: Grid): string | null;
  /** Whether `answer` is a right answer to `puzzle`. */
  solves(answer: Grid, puzzle: Grid): boolean;
  /**
   * Whether a puzzle may have right answers beside the one a model is told. `solves` then says more
   * than equality does.
   */
  readonly severalAnswers: boolean;
  /** The answer a model is told. @throws PuzzleFormatError that says why there is none. */
  solve(puzzle: Grid): Grid;
  /** Reads a list of puzzles: at least a CSV with columns `puzzle` and perhaps `solution`. */
  readList(text: string): PuzzleList<Grid>;
  /** Tokens of the vocabulary, or `null` if the world has no grids of this size. */
  vocabularySize(canvas: Canvas): number | null;
  /**
   * A source of fresh puzzles with their answers.
   * @throws RangeError if the world has no grids of this size.
   */
  generator(
    canvas: Canvas,
    random: Random,
  ): () => { readonly puzzle: Grid; readonly solution: Grid };
  /**
   * Drawings of one puzzle that are the same puzzle: what chains think about side by side.
   * @param cells of the canvas, @param count wanted; the first leaves the puzzle as it is
   */
  views(cells: number, count: number, random: Random): View[];
  /** The same grids by another rule, or `null` if it has none of this name. */
  withRule?(rule: string): World<Grid> | null;
}

/** A puzzle that may be taught or measured with. */
export interface ListedPuzzle<Grid> {
  /** Line of the text it began on, from 1. */
  readonly line: number;
  readonly puzzle: Grid;
  /** A right answer: the one the text gives, or else found. */
  readonly solution: Grid;
  /** The other columns, by the names in the header (`source`, `rating`). */
  readonly fields: Readonly<Record<string, string>>;
}

/** What a list of puzzles holds, and what is wrong with the rest of it. */
export interface PuzzleList<Grid> {
  readonly puzzles: readonly ListedPuzzle<Grid>[];
  /** In the order of the text; a message is a sentence and does not repeat the line. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/** A puzzle drawn otherwise, token by token. */
export interface View {
  /** The tokens of the drawing. */
  apply(tokens: Uint8Array): Uint8Array;
  /** The tokens of the puzzle itself, also from what a model predicted for the drawing. */
  undo(tokens: Uint8Array): Uint8Array;
  /** What belongs to the cells of the drawing, as confidences do, in the order of the puzzle's own. */
  undoCells(values: Float32Array): Float32Array;
}

export const WORLDS = { sudoku: sudokuWorld, maze: mazeWorld } as const;

export type WorldId = keyof typeof WORLDS;

export function isWorldId(id: string): id is WorldId {
  return Object.hasOwn(WORLDS, id);
}

/** What a model's config tells about its world; the official configs lack the `puzzle` block. */
export interface WorldHint {
  readonly seq_len: number;
  readonly vocab_size: number;
  readonly puzzle?:
    (Canvas & { readonly world: string; readonly rule?: string | undefined }) | undefined;
}

/**
 * The world of a model: the one its config names, by the rule it names, else the one its sizes fit;
 * `null` if unknown.
 */
export function worldOf({
  seq_len,
  vocab_size,
  puzzle,
}: WorldHint): (typeof WORLDS)[WorldId] | null {
  if (puzzle !== undefined) {
    const world = isWorldId(puzzle.world) ? WORLDS[puzzle.world] : null;
    return puzzle.rule === undefined ? world : (world?.withRule?.(puzzle.rule) ?? null);
  }
  const side = Math.sqrt(seq_len);
  const fits = Object.values(WORLDS).find(
    (world) => world.vocabularySize({ width: side, height: side }) === vocab_size,
  );
  return fits ?? null;
}
