import type { Random } from '../random';
import { climb } from './climb';
import { SudokuGenerator, type SudokuPuzzle } from './generator';
import { SUDOKU_9 } from './geometry';

/** Difficulties a person can ask for, easiest first. */
export const DIFFICULTIES = ['easy', 'medium', 'hard', 'expert'] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

/** Givens drawn for each; `expert` is dug to a minimal puzzle and then climbed. */
const GIVENS: Readonly<Record<Difficulty, readonly [low: number, high: number]>> = {
  easy: [36, 40],
  medium: [29, 33],
  hard: [0, 0],
  expert: [0, 0],
};

/** Steps of the climb: some tens of milliseconds, a handful to dozens of guesses. */
const EXPERT_STEPS = 200;

/** A fresh 9×9 puzzle with one solution. */
export function generateAtDifficulty(difficulty: Difficulty, random: Random): SudokuPuzzle {
  const [low, high] = GIVENS[difficulty];
  const target = low + random.below(high - low + 1);
  const dug = new SudokuGenerator(SUDOKU_9, random).generate(target);
  return difficulty === 'expert' ? climb(dug.puzzle, random, EXPERT_STEPS) : dug;
}
