import {
  geometryForCells,
  SUDOKU_4,
  SUDOKU_6,
  SUDOKU_9,
  type SudokuGeometry,
  type SudokuGrid,
} from './geometry';
import { parseSudoku } from './parse';

/** A puzzle the page offers. */
export interface SudokuExample {
  readonly id: string;
  readonly name: string;
  /** One sentence on what to expect, or where it comes from. */
  readonly note: string;
  readonly puzzle: SudokuGrid;
  /** Number of cells given. */
  readonly givens: number;
  /** Number of guesses that `SudokuSolver` needs to prove that the solution is unique. */
  readonly guesses: number;
}

function example(
  id: string,
  name: string,
  note: string,
  guesses: number,
  text: string,
): SudokuExample {
  const puzzle = parseSudoku(text);
  const givens = puzzle.filter((digit) => digit > 0).length;
  return { id, name, note, puzzle, givens, guesses };
}

/** From easy to the hardest. Those without a source were made by this project's generator. */
export const SUDOKU_EXAMPLES: readonly SudokuExample[] = [
  example(
    'easy',
    'Easy',
    '38 givens; each digit follows from the others.',
    0,
    '37.45...68...7..4...56.27....4.35....891.6.741.6.9.25.6435.98..9....7..1...3..69.',
  ),
  example(
    'medium',
    'Medium',
    '32 givens; still no guess needed.',
    0,
    '.8...4.6.74563.1..9..258.4......34....41..8..8...9..12.7....2.1.9....3544......8.',
  ),
  example(
    'sparse',
    'Sparse',
    '26 givens; still no guess needed, but a long chain of steps.',
    0,
    '....6487...1.879..........39.2.......6...3.2.31..4..6.........7.......4.73.9125..',
  ),
  example(
    'minimal',
    'Minimal',
    'Every given is needed; simple steps are not enough.',
    6,
    '5..7..92..2....4..14....3...7...62.9............92...12..58.6......9.7...3.....4.',
  ),
  example(
    'tricky',
    'Tricky',
    'Found by a search for hard puzzles; the model corrects itself before it is right.',
    8,
    '...6..89.43..7..2..1......5..4.1.2.99.......8...9..3.....726...6.....97..4.39....',
  ),
  example(
    'seventeen',
    '17 clues',
    'The fewest a Sudoku can have; from the collection of Gordon Royle.',
    0,
    '.......1.4.........2...........5.4.7..8...3....1.9....3..4..2...5.1........8.6...',
  ),
  example(
    'hard',
    '26 guesses',
    'Guesses of a solver by search. The model does not search, so other puzzles may be hard for it.',
    26,
    '6...71..5..2...4....8....1..3..6.........5.3.1..4.29.....7....1..3...85......9...',
  ),
  example(
    'inkala-2010',
    'Inkala 2010',
    'Arto Inkala’s puzzle of 2010, called the hardest of all in the press.',
    60,
    '..53.....8......2..7..1.5..4....53...1..7...6..32...8..6.5....9..4....3......97..',
  ),
  example(
    'inkala-2012',
    'Inkala 2012',
    'Arto Inkala’s next one, two years later.',
    312,
    '8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4..',
  ),
  example(
    'platinum-blonde',
    'Platinum Blonde',
    'Collectors of hard Sudokus know it by this name; a search needs twice as many guesses.',
    653,
    '.......12........3..23..4....18....5.6..7.8.......9.....85.....9...4.5..47...6...',
  ),
];

/** The same for 4×4, where singles solve everything. */
const SUDOKU_4_EXAMPLES: readonly SudokuExample[] = [
  example('small', 'Small', '7 givens on 4×4.', 0, '41..23.1...23...'),
  example(
    'small-minimal',
    'Small, minimal',
    'The fewest givens a 4×4 can have.',
    0,
    '2..4.........14.',
  ),
];

/** The same for 6×6, made by this project's generator. */
const SUDOKU_6_EXAMPLES: readonly SudokuExample[] = [
  example('six-easy', 'Easy', '18 givens on 6×6.', 0, '4...212514.61..35..4.1.2...2.5.2.6..'),
  example(
    'six-medium',
    'Medium',
    '14 givens; each digit follows from the others.',
    0,
    '..4.1..6.......34.45..2..16.3..45..1',
  ),
  example(
    'six-fewest',
    'Fewest',
    '8 givens, the fewest a 6×6 can have; still no guess needed.',
    0,
    '6...3...1......1...4...5....4......6',
  ),
  example(
    'six-hard',
    'Hard',
    '10 givens; of 3,000 generated puzzles, the one that needs the most guesses.',
    8,
    '.5...11...6...2.3..6.5......5....4..',
  ),
];

/**
 * Under the rule of diagonal Sudoku, where fewer givens suffice. Made by this project's generator; the
 * number in an id is the seed.
 */
const DIAGONAL_EXAMPLES: readonly SudokuExample[] = [
  example(
    'diagonal-easy-1',
    'Easy',
    '40 givens; each digit follows from the others.',
    0,
    '3....41.7.2.71536.6...2...84.81..573..5.8.69..935...8...1.479..73.9..8..946..87..',
  ),
  example(
    'diagonal-medium-1',
    'Medium',
    '32 givens; without the diagonals it would have several solutions.',
    0,
    '3....41.7.2.7153......2...84.81..5.3..5...69..935...8...1.47...73.9..8....6...7..',
  ),
  example(
    'diagonal-sparse-2',
    'Sparse',
    '26 givens; still no guess needed.',
    0,
    '64...1.23..594....18.7...........7....8619.3..5......6...........1..734..6..53...',
  ),
  example(
    'diagonal-hard-2',
    'Hard',
    '22 givens; a solver by search has to guess.',
    16,
    '64.....2...594.....8.7...........7....86.9.3..5......6...........1..734..6..53...',
  ),
  example(
    'diagonal-minimal-3',
    'Minimal',
    'Dug until each of its 19 givens was needed.',
    54,
    '.....4..981.2.34...7.8..1...93...........7..........645..9.......1..5............',
  ),
  example(
    'diagonal-minimal-1',
    'Fewer still',
    '18 givens, all needed.',
    267,
    '3...........715.......2...84.81..5........6...9.5.........4.......9..8....6...7..',
  ),
];

const EXAMPLES = new Map<SudokuGeometry, readonly SudokuExample[]>([
  [SUDOKU_9, SUDOKU_EXAMPLES],
  [SUDOKU_6, SUDOKU_6_EXAMPLES],
  [SUDOKU_4, SUDOKU_4_EXAMPLES],
  [geometryForCells(81, 'diagonal'), DIAGONAL_EXAMPLES],
]);

/** The examples of a kind of Sudoku, from easy to the hardest; none for diagonal 4×4. */
export function examplesOf(geometry: SudokuGeometry): readonly SudokuExample[] {
  return EXAMPLES.get(geometry) ?? [];
}

/** The first puzzle on a 9×9 board: hard enough to need several segments. */
export const FIRST_EXAMPLE = SUDOKU_EXAMPLES.find(({ id }) => id === 'tricky')!;
