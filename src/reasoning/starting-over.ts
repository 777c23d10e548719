import { createRandom, type Random } from '../puzzles/random';
import type { View, World } from '../puzzles/world';
import type { ChainedQuestion } from './chain-batch';

/** Views of a puzzle, none of them plain if its world has enough views. */
export function otherViews<Grid>(
  world: Pick<World<Grid>, 'views'>,
  cells: number,
  count: number,
  random: Random,
): View[] {
  return world.views(cells, count + 1, random).slice(1);
}

/**
 * What chains assume when they start over: every other time, from the first on, a few cells of
 * their last answer, if the puzzle's world allows it (`World.assume`). A wrong assumption costs an
 * attempt, and its answer leaves the Q head unsure; a right one makes the puzzle much easier. On the
 * hardest Sudokus this solves a third to a half more than other views alone; on easier ones it
 * would solve fewer if it were done every time (`models/training/EXPERIMENTS.md`).
 * @param seed of the draws
 */
export function assumptions<Grid>(
  world: Pick<World<Grid>, 'assume'>,
  puzzle: Uint8Array,
  seed: number,
): Pick<ChainedQuestion, 'assume'> {
  if (world.assume === undefined) return {};
  return {
    assume: (time, chain, last) =>
      time % 2 === 1
        ? world.assume!(puzzle, last, createRandom(seed + 2 ** 16 * time + chain))
        : puzzle,
  };
}
