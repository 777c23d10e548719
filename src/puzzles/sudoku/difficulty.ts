import type { Random } from '../random';
import { climb } from './climb';
import { SudokuGenerator, type SudokuPuzzle } from './generator';
import { SUDOKU_9, type SudokuGeometry } from './geometry';
import { SudokuSolver } from './solver';

/** The difficulties, easiest first. */
export const DIFFICULTIES = ['easy', 'medium', 'hard', 'expert'] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

interface Recipe {
  /** Share of the cells given, from and to; 0 digs until every given is needed. */
  readonly givens: readonly [least: number, most: number];
  /** Number of guesses of the solver: 0 means that singles are enough. */
  readonly guesses: readonly [least: number, most: number];
  /** Steps of the climb that follows. */
  readonly steps: number;
}

const RECIPES: Readonly<Record<Difficulty, Recipe>> = {
  easy: { givens: [0.44, 0.5], guesses: [0, 0], steps: 0 },
  medium: { givens: [0.36, 0.41], guesses: [0, 0], steps: 0 },
  hard: { givens: [0, 0], guesses: [1, 10], steps: 0 },
  expert: { givens: [0, 0], guesses: [11, Infinity], steps: 200 },
};

/** The third fresh puzzle is nearly always right; 4×4 puzzles hardly need guesses. */
const TRIES = 8;

/**
 * A fresh puzzle with one solution and the requested difficulty, or after a few tries the nearest
 * one. Takes a few milliseconds; `expert` about a tenth of a second. The figures are those of the
 * classic rule: minimal diagonal puzzles need some seventy guesses, so `hard` ones are harder.
 */
export function generateAtDifficulty(
  difficulty: Difficulty,
  random: Random,
  geometry: SudokuGeometry = SUDOKU_9,
): SudokuPuzzle {
  const { givens, guesses, steps } = RECIPES[difficulty];
  const [fewest, most] = givens.map((share) => Math.round(share * geometry.cells)) as [
    number,
    number,
  ];
  const generator = new SudokuGenerator(geometry, random);
  const solver = new SudokuSolver(geometry);

  let nearest: SudokuPuzzle | undefined;
  let distance = Infinity;
  for (let tries = 0; tries < TRIES && distance > 0; tries++) {
    const dug = generator.generate(fewest + random.below(most - fewest + 1));
    const puzzle = steps > 0 ? climb(dug.puzzle, random, steps, geometry) : dug;
    const needed = solver.solve(puzzle.puzzle).guesses;
    const off = Math.max(guesses[0] - needed, needed - guesses[1], 0);
    if (off < distance) [nearest, distance] = [puzzle, off];
  }
  return nearest!;
}
