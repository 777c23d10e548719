import { checkPuzzle, MOST_GUESSES } from './check';
import {
  geometryForCells,
  type SudokuGeometry,
  type SudokuGrid,
  type SudokuRule,
} from './geometry';
import type { SudokuRecord } from './list';
import { parseSudokuList } from './parse-list';
import { describeViolation, findViolations } from './rules';
import { SudokuSet } from './sudoku-set';

/** A puzzle for teaching or measuring, with its only solution. */
export interface ReportedPuzzle extends SudokuRecord {
  readonly solution: SudokuGrid;
}

/** Why a puzzle is left out. */
export type ProblemKind =
  /** It could not be read. */
  | 'unreadable'
  /** It is of another size than wanted. */
  | 'size'
  /** Its givens break a rule. */
  | 'conflict'
  /** It has no solution, or more than one. */
  | 'none'
  | 'several'
  /** The check would take too long. */
  | 'unknown'
  /** The solution beside it is wrong. */
  | 'solution'
  /** It is beyond the largest number of puzzles. */
  | 'too many';

export interface PuzzleProblem {
  readonly line: number;
  readonly kind: ProblemKind;
  /** One sentence; it does not repeat the line. */
  readonly message: string;
}

/** The content of a text of puzzles; every puzzle is in exactly one of the lists. */
export interface PuzzleReport {
  readonly puzzles: readonly ReportedPuzzle[];
  /** In the order of the text. */
  readonly problems: readonly PuzzleProblem[];
  /** Puzzles that are the same, up to symmetry, as an earlier one, and the line of that one. */
  readonly duplicates: readonly { readonly line: number; readonly of: number }[];
}

export interface ReportOptions {
  /** The rule for puzzles and solutions; `classic` unless given. */
  readonly rule?: SudokuRule;
  /** Number of cells of the only size wanted; all sizes unless given. */
  readonly cells?: number;
  /** Largest number of puzzles; no limit unless given. */
  readonly most?: number;
  /** Keeps duplicates among the puzzles instead of looking for them. */
  readonly keepDuplicates?: boolean;
  /**
   * Assumes that a solution in the text that obeys the rules is the only one, which saves the
   * search.
   */
  readonly trustSolutions?: boolean;
  /** Searches without a limit; not for a page. */
  readonly patient?: boolean;
}

/**
 * Number of guesses for a whole text, a second or two; most lists need fewer than ten for each
 * puzzle. After that the remaining puzzles get only a few each.
 */
const GUESSES_IN_ALL = 300_000;
const FEW_GUESSES = 50;

/**
 * Reads many Sudokus (see `parseSudokuList`), solves them and reports faults. The work is bounded,
 * so that no pasted text can hang a tab: a thousand usual puzzles take a tenth of a second, and no
 * puzzle more than some tens of milliseconds. Never throws.
 */
export function reportPuzzles(text: string, options: ReportOptions = {}): PuzzleReport {
  const { rule = 'classic', cells, most = Infinity, keepDuplicates = false } = options;
  const { records, errors } = parseSudokuList(text);
  const puzzles: ReportedPuzzle[] = [];
  const duplicates: { line: number; of: number }[] = [];
  const problems = errors.map(({ line, message }): PuzzleProblem => {
    return { line, kind: 'unreadable', message: sentence(message) };
  });
  const seen = new SudokuSet([], rule);
  const judge = createJudge(options);

  for (const record of records) {
    const { line, puzzle } = record;
    if (cells !== undefined && puzzle.length !== cells) {
      const [size, wanted] = [puzzle.length, cells].map(Math.sqrt) as [number, number];
      const message = `This is a ${size}×${size} puzzle, and ${wanted}×${wanted} ones are wanted.`;
      problems.push({ line, kind: 'size', message });
      continue;
    }
    if (puzzles.length >= most) {
      const taken = most === 1 ? '1 puzzle is' : `${most} puzzles are`;
      problems.push({ line, kind: 'too many', message: `Only ${taken} taken.` });
      continue;
    }
    const verdict = judge(record, geometryForCells(puzzle.length, rule));
    if ('kind' in verdict) {
      problems.push({ line, ...verdict });
      continue;
    }
    if (!keepDuplicates) {
      const first = seen.find(puzzle);
      if (first !== null) {
        duplicates.push({ line, of: puzzles[first]!.line });
        continue;
      }
      seen.add(puzzle);
    }
    puzzles.push({ ...record, solution: verdict.solution });
  }
  return { puzzles, problems: problems.sort((a, b) => a.line - b.line), duplicates };
}

type Verdict = { readonly solution: SudokuGrid } | Omit<PuzzleProblem, 'line'>;

/** Checks puzzles one by one, with hardly more than its guesses in total. */
function createJudge({
  trustSolutions = false,
  patient = false,
}: ReportOptions): (record: SudokuRecord, geometry: SudokuGeometry) => Verdict {
  const most = patient ? Infinity : MOST_GUESSES;
  let left = patient ? Infinity : GUESSES_IN_ALL;
  return ({ puzzle, solution: given }, geometry) => {
    const wrong = given && whatIsWrong(given, puzzle, geometry);
    if (given && wrong === null && trustSolutions) return { solution: given };
    const check = checkPuzzle(puzzle, geometry, left > 0 ? most : FEW_GUESSES);
    if (check.kind !== 'conflict') left -= check.guesses;
    if (check.kind !== 'unique') return { kind: check.kind, message: check.message };
    if (wrong !== null) return { kind: 'solution', message: wrong };
    return { solution: check.solution };
  };
}

/** The reason in a sentence why a grid is not a solution of a puzzle; `null` if it is one. */
function whatIsWrong(
  solution: SudokuGrid,
  puzzle: SudokuGrid,
  geometry: SudokuGeometry,
): string | null {
  const { rowOf, columnOf } = geometry;
  if (solution.length !== puzzle.length) {
    return `The solution has ${solution.length} cells, the puzzle ${puzzle.length}.`;
  }
  if (solution.includes(0)) return 'The solution has blanks.';
  const changed = puzzle.findIndex((digit, cell) => digit > 0 && digit !== solution[cell]);
  if (changed >= 0) {
    const where = `row ${rowOf[changed]! + 1}, column ${columnOf[changed]! + 1}`;
    const [from, to] = [puzzle[changed]!, solution[changed]!];
    return `The solution changes a given: ${where} is ${from} in the puzzle and ${to} in the solution.`;
  }
  const [broken] = findViolations(solution, geometry);
  if (broken === undefined) return null;
  return `The solution breaks a rule: ${describeViolation(broken).replace(/^./, lower)}.`;
}

const lower = (letter: string) => letter.toLowerCase();

const sentence = (text: string) => `${text.replace(/^./, (letter) => letter.toUpperCase())}.`;
