import type { Random } from './random';

/** Cells of the grid a model was trained on: the `puzzle` block of its config. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
}

/**
 * A kind of puzzle: all that readers of models and texts need. To add a world: a folder beside this
 * file and a line in `worlds.ts`.
 */
export interface World<Grid> {
  /** As `puzzle.world` in a model's config.json. */
  readonly id: string;
  /** As `puzzle.rule` there, if the world has several rules. */
  readonly rule?: string;
  readonly title: string;
  /** @throws PuzzleFormatError with the fault and its place. */
  parse(text: string): Grid;
  /** Draws a grid as text; `parse` reads it back. */
  format(grid: Grid): string;
  /** Tokens of a grid, one for each cell of the canvas. */
  encode(grid: Grid): Uint8Array;
  /** The grid in tokens; a model may predict any. */
  decode(tokens: Uint8Array): Grid;
  /**
   * A grid on a board with this number of cells, if the world has several sizes.
   * @throws PuzzleFormatError that names both sizes
   */
  fit(grid: Grid, cells: number): Grid;
  /**
   * A note about an unusual puzzle, such as several solutions, in a sentence; with bounded work.
   */
  remark(puzzle: Grid): string | null;
  /** Whether `answer` is a right answer to `puzzle`. */
  solves(answer: Grid, puzzle: Grid): boolean;
  /**
   * Whether a puzzle may have right answers other than the label. `solves` then accepts more than
   * equality.
   */
  readonly severalAnswers: boolean;
  /** The label. @throws PuzzleFormatError with the reason if there is none. */
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
   * Views of one puzzle, one for each chain.
   * @param cells of the canvas, @param count wanted; the first is the plain view
   */
  views(cells: number, count: number, random: Random): View[];
  /**
   * A puzzle with a few cells of a predicted answer taken as given, drawn at random, surer ones
   * more often. For worlds in which a part of an answer can stand in a puzzle.
   */
  assume?(puzzle: Uint8Array, answer: Answer, random: Random): Uint8Array;
  /** The same grids with another rule, or `null` if it has none of this name. */
  withRule?(rule: string): World<Grid> | null;
}

/**
 * Whether the square grids of a world with this many cells in a row have the same tokens as those
 * with another number: mazes of all sizes do, Sudokus have other digits.
 */
export function sharesVocabulary(
  world: Pick<World<unknown>, 'vocabularySize'>,
  side: number,
  other: number,
): boolean {
  const [tokens, others] = [side, other].map((width) =>
    world.vocabularySize({ width, height: width }),
  );
  return tokens !== null && tokens === others;
}

/** A puzzle for teaching or measuring. */
export interface ListedPuzzle<Grid> {
  /** Line of the text it began on, from 1. */
  readonly line: number;
  readonly puzzle: Grid;
  /** A right answer: from the text, or else computed. */
  readonly solution: Grid;
  /** The other columns, by the names in the header (`source`, `rating`). */
  readonly fields: Readonly<Record<string, string>>;
}

/** The puzzles of a list, and the faults in the rest of it. */
export interface PuzzleList<Grid> {
  readonly puzzles: readonly ListedPuzzle<Grid>[];
  /** In the order of the text; a message is a sentence and does not repeat the line. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/** What a model predicts for a puzzle. */
export interface Answer {
  /** The likeliest token of each cell. */
  readonly tokens: Uint8Array;
  /** Its probability, 0…1. */
  readonly confidence: Float32Array;
}

/** A view of a puzzle, token by token. */
export interface View {
  /** The tokens in the view. */
  apply(tokens: Uint8Array): Uint8Array;
  /** The tokens of the original puzzle, also from a prediction for the view. */
  undo(tokens: Uint8Array): Uint8Array;
  /** Values of the view's cells, such as confidences, in the order of the original cells. */
  undoCells(values: Float32Array): Float32Array;
}
