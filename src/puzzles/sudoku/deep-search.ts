import type { Random } from '../random';
import { cellsWhere, exchangeClues, requireUnique } from './climb';
import type { SudokuPuzzle } from './generator';
import { geometryForCells, type SudokuGeometry, type SudokuGrid } from './geometry';
import { OneAssumption } from './one-assumption';
import { SudokuSolver } from './solver';

/** A step down by this much is taken once in e times. */
const TEMPERATURE = 10;
/** What a tenfold number of guesses is worth; it shows the way where nothing resists yet. */
const GUESS_WORTH = 10;
/** Puzzles that resist less are not reported… */
const FLOOR = 100;
/** …and of the others one in so many, or they would hardly differ. */
const EVERY = 5;

/**
 * Walks from any puzzle towards those that one assumption at a time does not solve, and reports
 * hard ones on the way. `climb` counts the guesses of a search and ends at puzzles that take many
 * but shallow ones; this walk climbs `OneAssumption.resistance` (Metropolis sampling), which is what
 * tells the hardest published puzzles from all others. A step exchanges one clue or two, or adds up
 * to three of the solution, and then takes out clues until the puzzle is minimal.
 *
 * @param start a puzzle with exactly one solution; unchanged.
 * @param steps about 10 ms each on 9×9; from a thousand on there is something to report.
 * @throws RangeError if `start` has not exactly one solution.
 */
export function* deepWalk(
  start: SudokuGrid,
  random: Random,
  steps: number,
  geometry: SudokuGeometry = geometryForCells(start.length),
): Generator<SudokuPuzzle> {
  const solver = new SudokuSolver(geometry);
  requireUnique(start, solver);
  const assumptions = new OneAssumption(geometry);
  const rate = (puzzle: SudokuGrid) => {
    const resistance = assumptions.resistance(puzzle);
    const { guesses } = solver.solve(puzzle);
    return { puzzle, resistance, score: resistance + GUESS_WORTH * Math.log10(1 + guesses) };
  };
  let present = rate(start);
  let taken = 0;
  for (let step = 0; step < steps; step++) {
    const neighbour =
      random.below(2) === 0
        ? exchangeClues(present.puzzle, 1 + random.below(2), solver, random)
        : addClues(present.puzzle, 1 + random.below(3), solver, random);
    if (neighbour === null) continue;
    const candidate = rate(minimal(neighbour, solver, random));
    const worse = present.score - candidate.score;
    if (worse > 0 && random.float() >= Math.exp(-worse / TEMPERATURE)) continue;
    present = candidate;
    if (present.resistance < FLOOR || ++taken % EVERY !== 0) continue;
    const { puzzle } = present;
    yield {
      puzzle,
      solution: solver.solve(puzzle).solution!,
      givens: cellsWhere(puzzle, (digit) => digit > 0).length,
    };
  }
}

/** The puzzle with more clues of its solution. */
function addClues(
  puzzle: SudokuGrid,
  count: number,
  solver: SudokuSolver,
  random: Random,
): SudokuGrid {
  const { solution } = solver.solve(puzzle);
  const more = puzzle.slice();
  const blanks = random.shuffle(cellsWhere(puzzle, (digit) => digit === 0));
  for (const cell of blanks.slice(0, count)) more[cell] = solution![cell]!;
  return more;
}

/** A puzzle with the same solution none of whose clues can be missed. */
function minimal(puzzle: SudokuGrid, solver: SudokuSolver, random: Random): SudokuGrid {
  const fewer = puzzle.slice();
  for (const cell of random.shuffle(cellsWhere(puzzle, (digit) => digit > 0))) {
    const digit = fewer[cell]!;
    fewer[cell] = 0;
    if (solver.solve(fewer).solutions !== 1) fewer[cell] = digit;
  }
  return fewer;
}
