import { createRandom } from '../random';
import { applySymmetryToBoth, randomSymmetry } from './augment';
import { SudokuGenerator } from './generator';
import type { SudokuGeometry, SudokuGrid } from './geometry';
import { SudokuSet, type PuzzleSet } from './sudoku-set';

/** A puzzle and its only solution. */
export interface SudokuSample {
  readonly puzzle: SudokuGrid;
  readonly solution: SudokuGrid;
}

/** Puzzles without end, each in arrays of its own. */
export type SudokuSource = () => SudokuSample;

/** How many cells are given, at least and at most. */
export type Givens = readonly [least: number, most: number];

/** Easy 9×9 puzzles: 36 to 46 givens. Naked and hidden singles solve 99.6 % of them. */
export const EASY_GIVENS: Givens = [36, 46];
/** The 9×9 puzzles most collections hold, and those the shipped model is measured on. */
export const USUAL_GIVENS: Givens = [28, 40];
/** 4×4 puzzles: 5 to 8 givens. */
export const SMALL_GIVENS: Givens = [5, 8];
/** 6×6 puzzles: 10 to 16 givens; the fewest that most can be dug to is 10. */
const SIX_GIVENS: Givens = [10, 16];

/** The givens of puzzles as most collections have them, by size. */
export function usualGivens({ size }: SudokuGeometry): Givens {
  return size === 9 ? USUAL_GIVENS : size === 6 ? SIX_GIVENS : SMALL_GIVENS;
}

/** So many puzzles are made before the first is drawn a second time. */
const FIRST_FRESH = 512;
/** From then on, every so many samples one is new, and the others are redrawn from the pool. */
const FRESH_EVERY = 8;
/** The latest puzzles made, from which samples are redrawn. */
const POOL = 4096;
/** So many puzzles in a row that were all left out mean that there are no others. */
const LEFT_OUT_IN_A_ROW = 10_000;
const ALL_LEFT_OUT = `All of ${LEFT_OUT_IN_A_ROW} puzzles in a row are to be left out.`;
/** Fewer where held-out puzzles are sought, as each that looks like one of them takes a millisecond. */
const HELD_IN_A_ROW = 500;

export interface SourceOptions {
  /** Size and rule. */
  readonly geometry: SudokuGeometry;
  /** The same seed gives the same puzzles. */
  readonly seed: number;
  /** Puzzles to leave out; it is asked as they are made, so it must be complete before. */
  readonly excluding?: PuzzleSet;
}

/**
 * Generated puzzles. A number of givens is drawn for each, every one in the range equally likely;
 * where no more can be dug out, a puzzle has a few more givens than drawn.
 *
 * Every eighth 9×9 puzzle is new and seven are redrawn, by a fresh random symmetry, from the last
 * few thousand: to a model a redrawn puzzle is a new one, and it costs a fiftieth. Smaller ones are
 * made nearly as fast as they could be redrawn, so all of them are new.
 *
 * @throws RangeError, when drawn from, if all of very many puzzles in a row are left out.
 */
export function generatedSource({
  geometry,
  givens: [least, most],
  seed,
  excluding,
}: SourceOptions & { readonly givens: Givens }): SudokuSource {
  const random = createRandom(seed);
  const generator = new SudokuGenerator(geometry, random);
  const make = (): SudokuSample => {
    for (let tries = 0; tries < LEFT_OUT_IN_A_ROW; tries++) {
      const { puzzle, solution } = generator.generate(least + random.below(most - least + 1));
      if (excluding?.has(puzzle) !== true) return { puzzle, solution };
    }
    throw new RangeError(ALL_LEFT_OUT);
  };
  if (geometry.size < 9) return make;

  const pool: SudokuSample[] = [];
  let drawn = 0;
  let made = 0;
  return () => {
    if (drawn++ < FIRST_FRESH || drawn % FRESH_EVERY === 0) {
      const { puzzle, solution } = (pool[made++ % POOL] = make());
      return { puzzle: puzzle.slice(), solution: solution.slice() };
    }
    const sample = pool[random.below(pool.length)]!;
    return applySymmetryToBoth(sample, randomSymmetry(geometry, random));
  };
}

/**
 * A list of puzzles in random order, all of them before any comes again, each redrawn by a random
 * symmetry every time.
 * @param puzzles with one solution each by the geometry's rule.
 * @throws RangeError if none is left, or if one is of another size.
 */
export function listSource(
  puzzles: readonly SudokuSample[],
  { geometry, seed, excluding }: SourceOptions,
): SudokuSource {
  const kept = puzzles.filter(({ puzzle }) => excluding?.has(puzzle) !== true);
  if (kept.length === 0) throw new RangeError('There is no puzzle to draw from.');
  const odd = kept.find(({ puzzle }) => puzzle.length !== geometry.cells);
  if (odd !== undefined) {
    const { size } = geometry;
    throw new RangeError(`${odd.puzzle.length} cells; these puzzles must all be ${size}×${size}.`);
  }
  const random = createRandom(seed);
  const order = Uint32Array.from(kept.keys());
  let at = order.length;
  return () => {
    if (at === order.length) {
      random.shuffle(order);
      at = 0;
    }
    return applySymmetryToBoth(kept[order[at++]!]!, randomSymmetry(geometry, random));
  };
}

/**
 * A set for keeping held-out puzzles away from training. Puzzles that are the same up to symmetry
 * count as one, or a model could be examined on what it was taught in another guise. That leaves
 * enough to learn from also on 4×4: of 40,000 puzzles with 6 to 9 givens, 3,103 were essentially
 * different, and to hold the first 256 of them out leaves out a ninth of what is made.
 */
export function emptySetFor({ rule }: SudokuGeometry): PuzzleSet {
  return new SudokuSet([], rule);
}

/**
 * Takes puzzles for examining a model: none of `excluding`, and no two the same. They are added to
 * `excluding`, which then keeps the sources made with it from teaching them.
 * @returns `count` of them, or fewer if the source seems to have no others.
 */
export function heldOut(
  source: SudokuSource,
  count: number,
  excluding: PuzzleSet,
): readonly SudokuSample[] {
  const held: SudokuSample[] = [];
  for (let inARow = 0; held.length < count && inARow < HELD_IN_A_ROW;) {
    const sample = source();
    if (excluding.has(sample.puzzle)) {
      inARow++;
      continue;
    }
    inARow = 0;
    excluding.add(sample.puzzle);
    held.push(sample);
  }
  return held;
}
