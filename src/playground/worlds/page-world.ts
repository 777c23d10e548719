import type { ComponentType, ReactNode } from 'react';
import type * as z from 'zod/mini';
import type { World } from '../../puzzles/world';
import type { Frame } from '../../reasoning/trace';
import type { MiniatureProps } from '../chains/miniature';
import type { Instrument } from '../store/view';

/**
 * A puzzle or an answer, one entry for each cell, row by row; the world defines the meaning of an
 * entry.
 */
export type Grid = Uint8Array;

/** A board for puzzles: its world and cells, and a key. */
export interface Board {
  readonly key: string;
  readonly world: PageWorld;
  /** Cells of a row; boards are square. */
  readonly side: number;
  readonly cells: number;
  /** The rule, if the world has several. */
  readonly rule?: string;
}

/** One key of a link: its codec, and the allowed values in words. */
interface LinkProperty<T> {
  readonly codec: z.ZodMiniType<T, string>;
  readonly wanted: string;
}

/** The description of a tab. */
interface TabTexts {
  /** As `world=` in a link; short, lower-case letters. */
  readonly id: string;
  readonly title: string;
  /** What the model does there; it continues the sentence "A … network, works out …". */
  readonly doing: string;
  /** Keys that its board understands, for the help. */
  readonly keys: readonly (readonly [shown: string, does: string])[];
}

/**
 * A world of the page: what the page needs besides `World`. It is loaded with the page; the views
 * for an open tab are its `parts`.
 */
export interface PageWorld
  extends
    TabTexts,
    Pick<World<Grid>, 'id' | 'title' | 'parse' | 'encode' | 'decode' | 'vocabularySize'> {
  /** The noun for one puzzle in a sentence: "no Sudoku", "no maze". */
  readonly noun: string;
  /** A puzzle in a few words: the title of the page while it is visible. */
  about(puzzle: Grid, board: Board): string;
  /** A grid in one line, as in the columns `puzzle` and `solution` of a CSV. */
  line(grid: Grid): string;
  /** The rules to choose from, the default one first; empty if there is only one. */
  readonly rules: readonly string[];
  /**
   * The board of a puzzle with this many cells.
   * @throws RangeError that says which sizes there are
   */
  board(cells: number, rule?: string): Board;
  /** The first puzzle of a board, the same for every visitor. */
  firstPuzzle(board: Board): Grid;
  /** A puzzle after `Clear`. */
  cleared(puzzle: Grid): Grid;
  /** Why there is nothing to think about, in a sentence; `null` if there is. */
  objection(puzzle: Grid, board: Board): string | null;
  /** How a puzzle is written into a link, or its task in a world with tasks (ARC). */
  readonly link: { readonly puzzle: LinkProperty<Grid> } | { readonly task: LinkProperty<string> };
  /** Label of the switch that marks the model's mistakes; without a label there is no switch. */
  readonly marks?: string;
  /** What a thought assumes when it starts over, if its world lets it assume anything. */
  readonly assumes?: string;
  /** Text of the button that begins editing. */
  readonly editing: string;
  /**
   * Loads its parts.
   * @param task the task of the link that opens it, in a world with tasks
   */
  readonly parts: (task?: string | null) => Promise<WorldParts>;
}

export type Tab = PageWorld;

/** Whether the puzzles of a world belong to tasks, which a model must know to think about them. */
export function hasTasks({ link }: Pick<PageWorld, 'link'>): boolean {
  return 'task' in link;
}

/** The answer of one segment, and how good it is. */
export interface Report {
  /** The displayed grid; cells that differ between two segments have changed. */
  readonly grid: Grid;
  /** Whether it is a right answer. */
  readonly solved: boolean;
  /** Number of right cells; `null` if there is not exactly one answer. */
  readonly right: number | null;
  /** Cells that are certainly wrong. */
  readonly wrong: number;
}

/** The data of a puzzle for the chart of right and wrong cells. */
export interface ChartTexts {
  /** Number of cells to answer. */
  readonly asked: number;
  /** Labels at the ends of the two curves. */
  readonly right: string;
  readonly wrong: string;
  /** What the curves count, in a sentence. */
  readonly caption: string;
}

/** An instrument of the world. */
export interface WorldInstrument {
  readonly id: Instrument;
  readonly title: string;
  readonly Content: ComponentType;
  /** Whether it comes before the instruments of every world. */
  readonly first?: boolean;
}

/** The views of a world for its open tab. */
export interface WorldParts<R extends Report = Report> {
  /** The puzzle, with the thought in it; it can be edited. */
  readonly Board: ComponentType;
  /** Below the board: the legend, or the cell under the pointer. */
  readonly Readout?: ComponentType;
  /** In its place during editing: the tools, undo, and done. */
  readonly Tools?: ComponentType;
  readonly Examples: ComponentType;
  readonly Editor?: ComponentType;
  /** In place of the stage while a person solves the puzzle; none if only the model can. */
  readonly Race?: ComponentType;
  /** In place of the usual foot of the board. */
  readonly Foot?: ComponentType;
  /** Instruments of its own, before the general ones or after the charts. */
  readonly instruments?: readonly WorldInstrument[];
  /** A component around all parts, if they share something. */
  readonly Frame?: ComponentType<{ readonly children: ReactNode }>;
  /** In place of the usual article. */
  readonly Article?: ComponentType<{ readonly prose: boolean; readonly figures: boolean }>;
  /** Paragraphs after the general ones: the training, and what to try. */
  readonly Explanation?: ComponentType;
  /** A small picture of the puzzle or an answer. */
  readonly Miniature: ComponentType<MiniatureProps>;
  /** The board beside the text; without one, the enlarged miniature. */
  readonly Docked?: ComponentType;
  /** What the board shows, for a new visitor. */
  readonly look: string;
  /** Whether these tokens are a right answer. */
  solves(tokens: Uint8Array, puzzle: Grid, board: Board): boolean;
  /** The right answer as tokens, if it does not follow from the puzzle; `null` if unknown. */
  answerTo?(puzzle: Grid, board: Board): readonly number[] | null;
  /** How a small grid marks a cell that differs from the answer: "Strong". */
  readonly unlike: string;
  /** What is visible inside the shipped model's thoughts, in a sentence or two. */
  readonly inside: string;
  /** Checks a segment. Called often; `rememberReports` keeps the results. */
  report(frame: Frame, puzzle: Grid, board: Board): R;
  /**
   * The answer of a segment in words, after "After 3 segments: ".
   * @param cut whether the limit cut the thought off there
   */
  describe(report: R, puzzle: Grid, board: Board, cut?: boolean): string;
  /** The quality of a right answer, after "Solved in 3 segments: ", if right answers differ. */
  praise?(report: R): string;
  chart(puzzle: Grid, board: Board): ChartTexts;
}
