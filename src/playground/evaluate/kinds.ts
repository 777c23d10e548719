import { geometryForCells, isSudokuRule, type SudokuGeometry } from '../../puzzles/sudoku/geometry';
import { usualGivens } from '../../puzzles/sudoku/source';
import type { Exam } from '../../reasoning/evaluate';
import type { ExamSet } from '../../reasoning/exam-set';
import type { Board } from '../worlds/page-world';

/** A kind of puzzles to measure on. */
export interface PuzzleKind {
  /** The name of the set of `measured.json` with such puzzles, if there is one. */
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** The number of puzzles proposed. */
  readonly count: number;
  /** Further settings: the range of givens, or the length of paths. */
  readonly asks: 'givens' | 'path' | 'list' | null;
}

/** The values of the form. */
export interface SetDraft {
  readonly kind: string;
  readonly count: number;
  readonly seed: number;
  readonly givens: readonly [low: number, high: number];
  readonly minPath: number;
}

/** The bounds of every number in the form. */
export const BOUNDS = {
  count: [1, 10_000],
  seed: [0, 2 ** 31 - 1],
  segments: [1, 64],
} as const;

const LIST: PuzzleKind = {
  id: 'list',
  title: 'A list of your own',
  about: 'what you paste or drop here',
  count: 0,
  asks: 'list',
};

const SUDOKUS: readonly PuzzleKind[] = [
  { id: 'easy', title: '28–40 givens', about: 'as most collections have', count: 100, asks: null },
  {
    id: 'minimal',
    title: 'Dug to minimal',
    about: 'every given is needed, about 24 are left',
    count: 100,
    asks: null,
  },
  {
    id: 'climbed',
    title: 'Made hard',
    about: 'minimal ones, made harder by a search over clues',
    count: 50,
    asks: null,
  },
  {
    id: 'givens',
    title: 'Givens of your choice',
    about: 'dug to a number of givens drawn from a range',
    count: 100,
    asks: 'givens',
  },
];

function smallSudokus(geometry: SudokuGeometry): readonly PuzzleKind[] {
  const [low, high] = usualGivens(geometry);
  const about = `of ${geometry.cells} cells`;
  return [
    { id: 'small', title: `${low}–${high} givens`, about, count: 200, asks: null },
    SUDOKUS[3]!,
  ];
}

const MAZES: readonly PuzzleKind[] = [
  { id: 'corridors', title: 'Corridors', about: 'with loops', count: 100, asks: 'path' },
  {
    id: 'walls',
    title: 'Random walls',
    about: '30–50 % of the cells are walls',
    count: 100,
    asks: 'path',
  },
];

const ARC: readonly PuzzleKind[] = [
  {
    id: 'known',
    title: 'Rules it was trained on',
    about: 'a new question for each; another seed gives other questions',
    count: 126,
    asks: null,
  },
];

/** The kinds of puzzles for a board, the first proposed. */
export function kindsFor({ world, cells }: Board): readonly PuzzleKind[] {
  switch (world.id) {
    case 'sudoku':
      return [...(cells === 81 ? SUDOKUS : smallSudokus(geometryForCells(cells))), LIST];
    case 'maze':
      return [...MAZES, LIST];
    case 'arc':
      return [...ARC, { ...LIST, about: 'tasks as JSON; those it was trained on are asked' }];
    default:
      return [LIST];
  }
}

/** Side of the mazes whose sets in `measured.json` have no size in their ids. */
const USUAL_SIDE = 15;

/** The id of the set in `measured.json` with such puzzles; `null` if there can be none. */
export function measuredSet({ world, side }: Board, { id, asks }: PuzzleKind): string | null {
  if (asks !== null && asks !== 'path') return null;
  return world.id === 'maze' && side !== USUAL_SIDE ? `${id}${side}` : id;
}

/** Fewer givens than usual, by the side of the board. */
const FEW_GIVENS: Readonly<Record<number, readonly [number, number]>> = { 4: [4, 4], 6: [8, 10] };

/** The first values of the form. */
export function firstDraft(board: Board): SetDraft {
  const [first] = kindsFor(board);
  return {
    kind: first!.id,
    count: first!.count,
    seed: 1,
    givens: FEW_GIVENS[board.side] ?? [22, 26],
    minPath: board.side,
  };
}

/** @param list of a person's own puzzles, if chosen */
export function setOf(board: Board, draft: SetDraft, list: readonly Exam[]): ExamSet {
  const { kind, count, seed, givens, minPath } = draft;
  if (kind === 'list') return { kind, exams: list };
  if (board.world.id === 'arc') return { kind: 'known', count, seed };
  if (board.world.id === 'maze') {
    const maze = kind === 'walls' ? 'walls' : 'corridors';
    return { kind: 'maze', count, seed, side: board.side, maze, minPath };
  }
  const { rule = 'classic' } = board;
  const ranges: Readonly<Record<string, readonly [number, number]>> = {
    easy: [28, 40],
    minimal: [0, 0],
    climbed: [0, 0],
    small: usualGivens(geometryForCells(board.cells)),
  };
  return {
    kind: 'sudoku',
    count,
    seed,
    size: board.side,
    rule: isSudokuRule(rule) ? rule : 'classic',
    givens: ranges[kind] ?? givens,
    hard: kind === 'climbed' ? 200 : 0,
  };
}

/** The fault of a number in the form, in a few words; `null` if there is none. */
export function problemWith(value: number, [low, high]: readonly [number, number]): string | null {
  if (Number.isInteger(value) && value >= low && value <= high) return null;
  return `${low} to ${high.toLocaleString('en')}`;
}
