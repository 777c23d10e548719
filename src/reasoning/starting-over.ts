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
 * attempt, and its answer leaves the Q head unsure; a right one makes the puzzle much easier. Of the
 * hardest Sudokus eight chains then solve 77 % in 64 segments, and 58 % with other views alone. Done
 * every time, it would solve fewer of the easier ones (`models/training/EXPERIMENTS.md`).
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
