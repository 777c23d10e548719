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

/** An endless stream of puzzles, each in new arrays. */
export type SudokuSource = () => SudokuSample;

/** The smallest and largest number of givens. */
export type Givens = readonly [least: number, most: number];

/** Easy 9×9 puzzles: 36 to 46 givens. Naked and hidden singles solve 99.6 % of them. */
export const EASY_GIVENS: Givens = [36, 46];
/** 9×9 puzzles as in most collections; the shipped model is measured on these. */
export const USUAL_GIVENS: Givens = [28, 40];
/** 4×4 puzzles: 5 to 8 givens. */
export const SMALL_GIVENS: Givens = [5, 8];
/** 6×6 puzzles: 10 to 16 givens; most can be dug to 10, but not further. */
const SIX_GIVENS: Givens = [10, 16];

/** The usual numbers of givens, by size. */
export function usualGivens({ size }: SudokuGeometry): Givens {
  return size === 9 ? USUAL_GIVENS : size === 6 ? SIX_GIVENS : SMALL_GIVENS;
}

/** Number of puzzles made before the first one is reused. */
const FIRST_FRESH = 512;
/**
 * From then on, one in this many samples is new, and the others are views of puzzles in the pool.
 */
const FRESH_EVERY = 8;
/** Number of the latest puzzles in the pool. */
const POOL = 4096;
/** If this many puzzles in a row are left out, there are probably no others. */
const LEFT_OUT_IN_A_ROW = 10_000;
const ALL_LEFT_OUT = `All of ${LEFT_OUT_IN_A_ROW} puzzles in a row are to be left out.`;
/** Fewer when held-out puzzles are drawn, because each that resembles one takes a millisecond. */
const HELD_IN_A_ROW = 500;

export interface SourceOptions {
  /** Size and rule. */
  readonly geometry: SudokuGeometry;
  /** The same seed gives the same puzzles. */
  readonly seed: number;
  /** Puzzles to leave out; must be complete before the first draw. */
  readonly excluding?: PuzzleSet;
}

/**
 * Generated puzzles. A number of givens is drawn for each, uniformly from the range. If no more can
 * be removed, a puzzle has a few more givens.
 *
 * Every eighth 9×9 puzzle is new, and seven are random views of the last few thousand: for a model
 * a new view is a new puzzle, and it costs a fiftieth of the time. Smaller puzzles are made nearly
 * as fast as views, so all of them are new.
 *
 * @throws RangeError, while puzzles are drawn, if very many in a row are left out.
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
 * A list of puzzles in random order, each once before any repeats, each time in a random view.
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
 * A set that keeps held-out puzzles out of training. Puzzles that are the same up to symmetry count
 * as one; otherwise a model could be evaluated on a view of what it was taught. There is enough
 * left to learn, even on 4×4: of 40,000 puzzles with 6 to 9 givens, 3,103 were essentially
 * different, and holding out the first 256 of them leaves out a ninth of the generated puzzles.
 */
export function emptySetFor({ rule }: SudokuGeometry): PuzzleSet {
  return new SudokuSet([], rule);
}

/**
 * Draws puzzles to evaluate a model: none in `excluding`, and no two the same. They are added to
 * `excluding`, so that sources with it do not teach them.
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
