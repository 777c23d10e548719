import { createRandom } from '../random';
import { climb } from './climb';
import { deepSearch } from './deep-search';
import { SudokuGenerator, type SudokuPuzzle } from './generator';
import type { SudokuGeometry, SudokuGrid } from './geometry';

/** So many populations without a find in a row mean that there will be none. */
const IN_VAIN = 20;

/** What Sudokus are wanted; `hrm dataset sudoku` has an option for each. */
export interface FreshSudokus {
  /** Size and rule. */
  readonly geometry: SudokuGeometry;
  readonly seed: number;
  /** Each is dug to a number of givens drawn from this range, as far as it can be. */
  readonly givens: readonly [low: number, high: number];
  /** Steps of a climb, which makes it harder. */
  readonly hard?: number;
  /** Resistance that is bred for instead; 0 if nothing is bred. */
  readonly deep?: number;
  /** Most puzzles of one population. */
  readonly finds?: number;
  /** What is bred from; `null` for fresh puzzles. */
  readonly founders?: readonly SudokuGrid[] | null;
}

/**
 * Puzzles without end, the same for the same seed. All draws come from one stream, for each puzzle its
 * target first: with a seed this fixes the data set, so the order must stay.
 * @throws RangeError, when drawn from, if nothing as deep as wanted can be bred
 */
export function* freshSudokus({
  geometry,
  seed,
  givens: [low, high],
  hard = 0,
  deep = 0,
  finds = 12,
  founders = null,
}: FreshSudokus): Generator<SudokuPuzzle, never> {
  const random = createRandom(seed);
  const generator = new SudokuGenerator(geometry, random);
  const dig = () => generator.generate(low + random.below(high - low + 1));
  if (deep === 0) {
    for (;;) {
      const sudoku = dig();
      yield hard > 0 ? climb(sudoku.puzzle, random, hard, geometry) : sudoku;
    }
  }
  const found = () => (founders === null ? dig().puzzle : founders[random.below(founders.length)]!);
  const bred = deepSearch(found, random, { floor: deep, finds }, geometry);
  for (let inVain = 0; inVain < IN_VAIN;) {
    const sudoku = bred.next().value;
    if (sudoku !== null) yield sudoku;
    inVain = sudoku === null ? inVain + 1 : 0;
  }
  throw new RangeError(
    `${IN_VAIN} populations in a row bred nothing with a resistance of ${deep}.`,
  );
}
