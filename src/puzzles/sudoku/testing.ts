import fc from 'fast-check';
import { createRandom } from '../random';
import { SudokuGenerator } from './generator';
import {
  DIAGONAL_4,
  DIAGONAL_9,
  SUDOKU_4,
  SUDOKU_6,
  SUDOKU_9,
  type SudokuGeometry,
  type SudokuGrid,
} from './geometry';

/** Arbitraries for the property tests of this folder; only tests import this. */

const anyGeometry = (): fc.Arbitrary<SudokuGeometry> =>
  fc.constantFrom(SUDOKU_4, SUDOKU_6, SUDOKU_9, DIAGONAL_4, DIAGONAL_9);

/** Any digits anywhere, rules or not. */
export const anyGridOf = ({ cells, size }: SudokuGeometry): fc.Arbitrary<SudokuGrid> =>
  fc.uint8Array({ minLength: cells, maxLength: cells, max: size });

export const anyGrid = (): fc.Arbitrary<SudokuGrid> => anyGeometry().chain(anyGridOf);

/** A grid of any digits, and a rule. */
export const anyGridAndGeometry = () =>
  anyGeometry().chain((geometry) =>
    fc.record({ geometry: fc.constant(geometry), grid: anyGridOf(geometry) }),
  );

/** A generated puzzle with one solution, its geometry, and a seed for other draws. */
export const anyPuzzle = () =>
  fc.record({ geometry: anyGeometry(), seed: fc.integer() }).map(({ geometry, seed }) => {
    const random = createRandom(seed);
    const target = Math.floor(geometry.cells / 4) + random.below(geometry.cells / 4);
    return { geometry, random, ...new SudokuGenerator(geometry, random).generate(target) };
  });
