import type { ComponentType, ReactNode } from 'react';
import type * as z from 'zod/mini';
import type { World } from '../../puzzles/world';
import type { Frame } from '../../reasoning/trace';
import type { MiniatureProps } from '../chains/miniature';
import type { Instrument } from '../store/view';

/** A puzzle or what became of it, one entry a cell, row by row; what an entry means is its world's. */
export type Grid = Uint8Array;

/** A board to put puzzles on: its world and cells, and a name by which it is found again. */
export interface Board {
  readonly key: string;
  readonly world: PageWorld;
  /** Cells of a row; boards are square. */
  readonly side: number;
  readonly cells: number;
  /** Where the world has several rules. */
  readonly rule?: string;
}

/** One key of a link: how its value is written, and what it must be, in words. */
interface LinkProperty<T> {
  readonly codec: z.ZodMiniType<T, string>;
  readonly wanted: string;
}

/** What every tab of the page tells of itself. */
interface TabTexts {
  /** As `world=` in a link; short, lower-case letters. */
  readonly id: string;
  readonly title: string;
  /** What the model does there, as the page goes on: "A … network, works out …". */
  readonly doing: string;
  /** Keys that its board understands, for the help. */
  readonly keys: readonly (readonly [shown: string, does: string])[];
}

/**
 * A world whose boards the page keeps: what the page must know of it beside `World`. This much is
 * loaded with the page; what is only seen when the tab is open are its `parts`.
 */
export interface PageWorld
  extends
    TabTexts,
    Pick<World<Grid>, 'id' | 'title' | 'parse' | 'encode' | 'decode' | 'vocabularySize'> {
  /** What one puzzle is called in a sentence: "no Sudoku", "no maze". */
  readonly noun: string;
  /** A puzzle in a few words: the title of the page while it is on show. */
  about(puzzle: Grid, board: Board): string;
  /** A grid in one line, as the columns `puzzle` and `solution` of a CSV have it. */
  line(grid: Grid): string;
  /** The rules to choose from, the default one first; none where there is only one. */
  readonly rules: readonly string[];
  /**
   * The board of a puzzle with this many cells.
   * @throws RangeError that says which sizes there are
   */
  board(cells: number, rule?: string): Board;
  /** What a visitor finds on a board at first. The same for everyone. */
  firstPuzzle(board: Board): Grid;
  /** What `Clear` leaves of a puzzle. */
  cleared(puzzle: Grid): Grid;
  /** Why there is nothing to think about, in a sentence; `null` if there is. */
  objection(puzzle: Grid, board: Board): string | null;
  /**
   * How a puzzle is written into a link; or the task that it belongs to, where a model must know the
   * task to think about the puzzle (ARC).
   */
  readonly link: { readonly puzzle: LinkProperty<Grid> } | { readonly task: LinkProperty<string> };
  /** Label of the switch that marks the model's mistakes; without one there is no such switch. */
  readonly marks?: string;
  /** Words on the button that begins editing, at the board. */
  readonly editing: string;
  /** Loads its parts. */
  readonly parts: () => Promise<WorldParts>;
}

export type Tab = PageWorld;

/** Whether the puzzles of a world belong to tasks, which a model must know to think about them. */
export function hasTasks({ link }: Pick<PageWorld, 'link'>): boolean {
  return 'task' in link;
}

/** What one segment put on the board, and how good it is. */
export interface Report {
  /** The grid as it is shown; cells that differ between two segments have changed. */
  readonly grid: Grid;
  /** Whether it is a right answer. */
  readonly solved: boolean;
  /** Cells asked for that are right; `null` where no one answer can be told. */
  readonly right: number | null;
  /** Cells that are plainly wrong. */
  readonly wrong: number;
}

/** What the chart of right and wrong cells needs to know of a puzzle. */
export interface ChartTexts {
  /** Cells asked for: as many can be right. */
  readonly asked: number;
  /** Words at the ends of the two curves. */
  readonly right: string;
  readonly wrong: string;
  /** What the curves count. */
  readonly caption: string;
}

/** One of the instruments beside the grid that a world brings along. */
export interface WorldInstrument {
  readonly id: Instrument;
  readonly title: string;
  readonly Content: ComponentType;
  /** Whether it comes before the instruments of every world. */
  readonly first?: boolean;
}

/** What is seen of a world when its tab is open. */
export interface WorldParts<R extends Report = Report> {
  /** The puzzle, with the thought in it; it can be edited. */
  readonly Board: ComponentType;
  /** Under the board: what its inks mean, or the cell pointed at. */
  readonly Readout?: ComponentType;
  /** There instead while one edits: what can be written or drawn, undo, and the way out. */
  readonly Tools?: ComponentType;
  readonly Examples: ComponentType;
  readonly Editor?: ComponentType;
  /** In place of the stage while a person solves the puzzle; none where only the model does. */
  readonly Race?: ComponentType;
  /** In place of the foot of the board that other worlds have. */
  readonly Foot?: ComponentType;
  /** Instruments of its own, before the general ones or after the charts. */
  readonly instruments?: readonly WorldInstrument[];
  /** Around all parts, where they share something. */
  readonly Frame?: ComponentType<{ readonly children: ReactNode }>;
  /** In place of the article that other worlds have. */
  readonly Article?: ComponentType<{ readonly prose: boolean; readonly figures: boolean }>;
  /** Paragraphs after those that hold for every world: what was taught, and what to try. */
  readonly Explanation?: ComponentType;
  /** The puzzle, or what a thought makes of it, at the size of a stamp. */
  readonly Miniature: ComponentType<MiniatureProps>;
  /** The board beside the text; where there is none, the miniature, enlarged. */
  readonly Docked?: ComponentType;
  /** What is to be seen on the board, for who sees it for the first time. */
  readonly look: string;
  /** Whether these tokens are a right answer. */
  solves(tokens: Uint8Array, puzzle: Grid, board: Board): boolean;
  /** The right answer as tokens, where the puzzle alone does not tell it; `null` if it is not known. */
  answerTo?(puzzle: Grid, board: Board): readonly number[] | null;
  /** How a small grid marks a cell that is unlike the answer: "Strong". */
  readonly unlike: string;
  /** What one sees inside the shipped model's thoughts, in a sentence or two. */
  readonly inside: string;
  /** Judges a segment. Called often; `rememberReports` keeps what was judged. */
  report(frame: Frame, puzzle: Grid, board: Board): R;
  /**
   * What a segment made of the puzzle, to be read after "After 3 segments: ".
   * @param cut whether it is where the limit cut the thought off
   */
  describe(report: R, puzzle: Grid, board: Board, cut?: boolean): string;
  /** What a right answer is worth, to be read after "Solved in 3 segments: ", where answers differ. */
  praise?(report: R): string;
  chart(puzzle: Grid, board: Board): ChartTexts;
}
