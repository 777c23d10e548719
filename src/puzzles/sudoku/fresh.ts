import { createRandom } from '../random';
import { climb } from './climb';
import { deepSearch } from './deep-search';
import { SudokuGenerator, type SudokuPuzzle } from './generator';
import type { SudokuGeometry, SudokuGrid } from './geometry';

/** After this many populations in a row without a find, it gives up. */
const IN_VAIN = 20;

/** Properties of the Sudokus; `hrm dataset sudoku` has an option for each. */
export interface FreshSudokus {
  /** Size and rule. */
  readonly geometry: SudokuGeometry;
  readonly seed: number;
  /** Each is dug to a number of givens drawn from this range, if possible. */
  readonly givens: readonly [low: number, high: number];
  /** Steps of a climb, which makes it harder. */
  readonly hard?: number;
  /** Resistance to breed for instead; 0 without breeding. */
  readonly deep?: number;
  /** Largest number of puzzles from one population. */
  readonly finds?: number;
  /** The founders of breeding; `null` for fresh puzzles. */
  readonly founders?: readonly SudokuGrid[] | null;
}

/**
 * An endless stream of puzzles, the same for the same seed. All draws come from one random stream,
 * the target of each puzzle first. This order determines the data set of a seed, so it must not
 * change.
 * @throws RangeError, while puzzles are drawn, if no puzzle with the wanted resistance can be bred
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
