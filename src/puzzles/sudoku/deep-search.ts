import type { Random } from '../random';
import { cellsWhere, clueCells, exchangeClues, requireUnique } from './climb';
import { ClueTest } from './clue-test';
import type { SudokuPuzzle } from './generator';
import { geometryForCells, type SudokuGeometry, type SudokuGrid } from './geometry';
import { OneAssumption } from './one-assumption';
import { SudokuSolver } from './solver';

/** Puzzles a population starts from, and the most it grows to before the weakest are dropped. */
const FOUNDERS = 100;
const MOST = 1500;
const KEPT = 1200;
/** A parent is the best of so large a share of its population, drawn at random. */
const PRESSURE = 1 / 15;
/** Of the puzzles that resist enough one in so many is reported: the children of a parent are much alike. */
const REPORTED = 6;
/** Tries without a more resistant puzzle after which a population is given up. */
const PATIENCE = 15_000;
/** What a tenfold number of guesses is worth; it shows the way where nothing resists yet. */
const GUESS_WORTH = 10;

export interface DeepSearchOptions {
  /**
   * Only puzzles that resist at least so much are reported: 100 as the median of the list top1465,
   * 1500 as the hardest published.
   */
  readonly floor: number;
  /** Finds after which a population is left for the next: more would be ever closer kin. */
  readonly finds: number;
}

interface Member {
  readonly puzzle: SudokuGrid;
  readonly solution: SudokuGrid;
  readonly resistance: number;
  readonly score: number;
}

/**
 * Breeds puzzles that resist one assumption at a time (`OneAssumption.resistance`), which is what
 * tells the hardest published ones from all others; digging and `climb` hardly ever meet one. A child
 * exchanges one clue of its parent, or gets up to four more of its solution, and then loses clues
 * until it is minimal; it is never one that was met before. The next parent is one of the most
 * resistant met so far, so the search climbs where a single walk, which forgets all puzzles but the
 * last, is caught on the first small peak. A population ends when it has given its finds, or climbs
 * no more; the next one begins with other puzzles.
 *
 * @param found gives a fresh puzzle with exactly one solution, to start from.
 * @returns puzzles without end; `null` for a population that came to nothing. A try takes 1.5 to 3 ms
 *   on 9×9, and a population some 30,000 tries; half of them come to a resistance of 1500.
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
  /** Takes a puzzle into the population; `null` if it was met before. */
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

/** The best of a few drawn at random (tournament selection). */
function strongest(population: readonly Member[], random: Random): Member {
  const draw = () => population[random.below(population.length)]!;
  let best = draw();
  for (let rest = Math.max(3, PRESSURE * population.length); rest >= 1; rest--) {
    const other = draw();
    if (other.score > best.score) best = other;
  }
  return best;
}

/** The puzzle with more clues of its solution. */
function addClues({ puzzle, solution }: Member, count: number, random: Random): SudokuGrid {
  const more = puzzle.slice();
  const blanks = random.shuffle(cellsWhere(puzzle, (digit) => digit === 0));
  for (const cell of blanks.slice(0, count)) more[cell] = solution[cell]!;
  return more;
}
