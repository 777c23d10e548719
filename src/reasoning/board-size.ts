import { onSide, suitsAnyLength } from '../hrm/config';
import type { HrmModel } from '../hrm/parameters';
import { sharesVocabulary, type World } from '../puzzles/world';

/**
 * A model for grids with this many cells in a row: its own, or any of its world with the same tokens
 * if no weight belongs to a position. `null` if it cannot think about them.
 */
export function modelOfSide(
  { config, weights }: HrmModel,
  world: Pick<World<unknown>, 'vocabularySize'>,
  side: number,
): HrmModel | null {
  const own = Math.sqrt(config.seq_len);
  if (side !== own && !(suitsAnyLength(config) && sharesVocabulary(world, side, own))) return null;
  return { config: onSide(config, side), weights };
}

/**
 * A model that has room for the largest of these puzzles: as it is, or for their size if it can.
 * Where it cannot, it stays as it is, and `World.fit` says what does not fit.
 *
 * @param puzzles square grids
 */
export function enlargedFor<Grid extends ArrayLike<unknown>>(
  model: HrmModel,
  world: Pick<World<Grid>, 'vocabularySize'>,
  puzzles: readonly Grid[],
): HrmModel {
  const cells = puzzles.reduce((most, { length }) => Math.max(most, length), 0);
  if (cells <= model.config.seq_len) return model;
  return modelOfSide(model, world, Math.sqrt(cells)) ?? model;
}
