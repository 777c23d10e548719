import type { Random } from '../random';
import { applySymmetry, randomSymmetry } from './augment';
import type { SudokuPuzzle } from './generator';
import { geometryForCells, type SudokuGeometry, type SudokuGrid } from './geometry';
import { SudokuSolver } from './solver';

/** Number of views of a puzzle over which its guesses are averaged. */
const VIEWS = 4;
/** A candidate is accepted if it needs at least this share of the present guesses. */
const SLACK = 0.9;
/** Clues are removed only while at most this many solutions remain… */
const MAX_SOLUTIONS = 100;
/** …and finding them needs at most this many guesses. */
const MAX_GUESSES = 5000;

/**
 * Makes a hard puzzle of any puzzle, by local search. Digging a full grid almost never gives
 * puzzles that need deep search. But such puzzles are close to each other, so a walk that prefers
 * puzzles with more guesses finds them.
 *
 * A step removes one or two clues and adds the same number of others. For the last one, all
 * solutions of the rest are listed: a digit that occurs in exactly one of them at some cell makes
 * the puzzle unique again, so no candidate is lost to ambiguity. The solver's number of guesses
 * depends on the view of a puzzle. So the mean over a few fixed random views is used; otherwise the
 * walk would find weaknesses of the solver instead of hard puzzles. A small step down is allowed,
 * to leave local maxima.
 *
 * @param start a puzzle with exactly one solution; unchanged.
 * @param steps about 0.4 ms each on 9×9; hundreds make a difference.
 * @param geometry says which rule holds; the classic one unless given.
 * @returns the hardest puzzle found, or `start` itself.
 * @throws RangeError if `start` has not exactly one solution.
 */
export function climb(
  start: SudokuGrid,
  random: Random,
  steps: number,
  geometry: SudokuGeometry = geometryForCells(start.length),
): SudokuPuzzle {
  const solver = new SudokuSolver(geometry);
  requireUnique(start, solver);
  const views = Array.from({ length: VIEWS }, () => randomSymmetry(geometry, random));
  const guesses = (puzzle: SudokuGrid) =>
    views.reduce((sum, view) => sum + solver.solve(applySymmetry(puzzle, view)).guesses, 0) / VIEWS;

  let present = { puzzle: start, guesses: guesses(start) };
  let hardest = present;
  for (let step = 0; step < steps; step++) {
    const puzzle = exchangeClues(present.puzzle, 1 + random.below(2), solver, random);
    if (puzzle === null) continue;
    const candidate = { puzzle, guesses: guesses(puzzle) };
    if (candidate.guesses < SLACK * present.guesses) continue;
    present = candidate;
    if (present.guesses > hardest.guesses) hardest = present;
  }
  const puzzle = hardest.puzzle.slice();
  const { solution } = solver.solve(puzzle);
  return { puzzle, solution: solution!, givens: clueCells(puzzle).length };
}

/** @throws RangeError unless a puzzle has exactly one solution. */
export function requireUnique(puzzle: SudokuGrid, solver: SudokuSolver): void {
  const { gaveUp, solutions } = solver.solve(puzzle, { maxGuesses: MAX_GUESSES });
  if (gaveUp || solutions !== 1) {
    throw new RangeError('Only a puzzle with exactly one solution can be made harder.');
  }
}

/** A uniquely solvable neighbour with `count` other clues, or `null` if this attempt found none. */
export function exchangeClues(
  puzzle: SudokuGrid,
  count: number,
  solver: SudokuSolver,
  random: Random,
): SudokuGrid | null {
  const neighbour = puzzle.slice();
  const clues = random.shuffle(clueCells(puzzle));
  for (const cell of clues.slice(0, count)) neighbour[cell] = 0;

  if (count > 1) {
    const { solution } = solver.solve(neighbour, { limit: 1, random, maxGuesses: MAX_GUESSES });
    if (solution === null) return null;
    const blanks = random.shuffle(cellsWhere(neighbour, (digit) => digit === 0));
    for (const cell of blanks.slice(0, count - 1)) neighbour[cell] = solution[cell]!;
  }

  const decisive = decisiveClues(neighbour, solver).filter(
    ({ cell, digit }) => puzzle[cell] !== digit,
  );
  if (decisive.length === 0) return null;
  const { cell, digit } = decisive[random.below(decisive.length)]!;
  neighbour[cell] = digit;
  return neighbour;
}

/** The digits of blanks that occur in exactly one of the solutions; none if these are too many. */
function decisiveClues(grid: SudokuGrid, solver: SudokuSolver): { cell: number; digit: number }[] {
  const { cells, size } = solver.geometry;
  const seen = new Uint16Array(cells * (size + 1));
  const { solutions, gaveUp } = solver.solve(grid, {
    limit: MAX_SOLUTIONS + 1,
    maxGuesses: MAX_GUESSES,
    onSolution: (solution) =>
      solution.forEach((digit, cell) => (seen[cell * (size + 1) + digit]! += 1)),
  });
  if (gaveUp || solutions > MAX_SOLUTIONS) return [];
  const decisive: { cell: number; digit: number }[] = [];
  seen.forEach((times, key) => {
    const cell = Math.floor(key / (size + 1));
    if (times === 1 && grid[cell] === 0) decisive.push({ cell, digit: key % (size + 1) });
  });
  return decisive;
}

/** The cells of a puzzle that are given. */
export function clueCells(puzzle: SudokuGrid): number[] {
  return cellsWhere(puzzle, (digit) => digit > 0);
}

export function cellsWhere(grid: SudokuGrid, test: (digit: number) => boolean): number[] {
  return [...grid.keys()].filter((cell) => test(grid[cell]!));
}
