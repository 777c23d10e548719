import type { Random } from '../random';
import { cellsWhere, clueCells, exchangeClues, requireUnique } from './climb';
import { ClueTest } from './clue-test';
import type { SudokuPuzzle } from './generator';
import { geometryForCells, type SudokuGeometry, type SudokuGrid } from './geometry';
import { OneAssumption } from './one-assumption';
import { SudokuSolver } from './solver';

/**
 * Number of puzzles at the start of a population, and its largest size before the weakest are
 * dropped.
 */
const FOUNDERS = 100;
const MOST = 1500;
const KEPT = 1200;
/** A parent is the best of a random sample with this share of the population. */
const PRESSURE = 1 / 15;
/**
 * Only one in this many puzzles with enough resistance is reported, because the children of a
 * parent are similar.
 */
const REPORTED = 6;
/** Number of tries without a more resistant puzzle after which a population ends. */
const PATIENCE = 15_000;
/**
 * Resistance that a tenfold number of guesses counts for; it guides the search while nothing
 * resists yet.
 */
const GUESS_WORTH = 10;

export interface DeepSearchOptions {
  /**
   * Smallest resistance of reported puzzles: 100 is the median of the list top1465, 1500 that of
   * the hardest published ones.
   */
  readonly floor: number;
  /**
   * Number of finds after which the next population begins, because further ones would be more and
   * more similar.
   */
  readonly finds: number;
}

interface Member {
  readonly puzzle: SudokuGrid;
  readonly solution: SudokuGrid;
  readonly resistance: number;
  readonly score: number;
}

/**
 * Breeds puzzles that resist one assumption at a time (`OneAssumption.resistance`). This property
 * distinguishes the hardest published puzzles from all others; digging and `climb` hardly ever find
 * one. A child exchanges one clue of its parent, or gets up to four more clues of the solution, and
 * then loses clues until it is minimal. It is always a new puzzle. The next parent is one of the
 * most resistant so far. So the search continues to climb where a single walk would stop at the
 * first small peak. A population ends after its finds, or when it no longer climbs; the next one
 * begins with other puzzles.
 *
 * @param found gives a fresh puzzle with exactly one solution as a start.
 * @returns an endless stream of puzzles; `null` for a population without a result. A try takes 1.5
 * to 3 ms on 9×9, and a population about 30,000 tries; half of the populations reach a resistance
 * of 1500.
 * @throws RangeError if a founder has not exactly one solution.
 */
export function* deepSearch(
  found: () => SudokuGrid,
  random: Random,
  { floor, finds }: DeepSearchOptions,
  geometry?: SudokuGeometry,
): Generator<SudokuPuzzle | null, never> {
  for (;;) {
    const founders = Array.from({ length: FOUNDERS }, found);
    let made = 0;
    for (const puzzle of breed(founders, random, floor, geometry)) {
      yield puzzle;
      if (++made === finds) break;
    }
    if (made === 0) yield null;
  }
}

function* breed(
  founders: readonly SudokuGrid[],
  random: Random,
  floor: number,
  geometry: SudokuGeometry = geometryForCells(founders[0]!.length),
): Generator<SudokuPuzzle> {
  const solver = new SudokuSolver(geometry);
  const assumptions = new OneAssumption(geometry);
  const clues = new ClueTest(geometry);
  const met = new Set<string>();
  let population: Member[] = [];
  /** Adds a puzzle to the population; `null` if it is not new. */
  const join = (puzzle: SudokuGrid): Member | null => {
    const key = puzzle.join('');
    if (met.has(key)) return null;
    met.add(key);
    const resistance = assumptions.resistance(puzzle);
    const { guesses, solution } = solver.solve(puzzle);
    const score = resistance + GUESS_WORTH * Math.log10(1 + guesses);
    const member = { puzzle, solution: solution!, resistance, score };
    population.push(member);
    if (population.length > MOST) {
      population = population.sort((a, b) => b.score - a.score).slice(0, KEPT);
    }
    return member;
  };
  for (const founder of founders) {
    requireUnique(founder, solver);
    join(founder);
  }
  let most = 0;
  for (let inVain = 0; inVain < PATIENCE; inVain++) {
    const parent = strongest(population, random);
    const neighbour =
      random.below(4) === 0
        ? exchangeClues(parent.puzzle, 1, solver, random)
        : addClues(parent, 1 + random.below(4), random);
    if (neighbour === null) continue;
    clues.reduce(neighbour, random.shuffle(clueCells(neighbour)));
    const child = join(neighbour);
    if (child === null) continue;
    if (child.resistance > most) {
      most = child.resistance;
      inVain = 0;
    }
    if (child.resistance < floor || random.below(REPORTED) > 0) continue;
    const { puzzle, solution } = child;
    yield { puzzle, solution, givens: clueCells(puzzle).length };
  }
}

/** The best of a few random ones (tournament selection). */
function strongest(population: readonly Member[], random: Random): Member {
  const draw = () => population[random.below(population.length)]!;
  let best = draw();
  for (let rest = Math.max(3, PRESSURE * population.length); rest >= 1; rest--) {
    const other = draw();
    if (other.score > best.score) best = other;
  }
  return best;
}

/** Adds clues of the solution to a puzzle. */
function addClues({ puzzle, solution }: Member, count: number, random: Random): SudokuGrid {
  const more = puzzle.slice();
  const blanks = random.shuffle(cellsWhere(puzzle, (digit) => digit === 0));
  for (const cell of blanks.slice(0, count)) more[cell] = solution[cell]!;
  return more;
}
