import type { HrmConfig } from '../../hrm/config';
import type { Board, PageWorld, Tab } from './page-world';

/**
 * The board of a model's puzzles: of the world in its config, else of the first world that its
 * sizes fit, because the official configs name no world.
 * @throws RangeError if the page has no board for it
 */
export function boardOfConfig(
  tabs: readonly Tab[],
  { seq_len, vocab_size, puzzle }: Pick<HrmConfig, 'seq_len' | 'vocab_size' | 'puzzle'>,
): Board {
  if (puzzle !== undefined) {
    const world = tabs.find(({ id }) => id === puzzle.world);
    if (world === undefined) throw new RangeError(`This page has no board for ${puzzle.world}.`);
    return world.board(seq_len, puzzle.rule);
  }
  const side = Math.sqrt(seq_len);
  const fits = (world: PageWorld) =>
    world.vocabularySize({ width: side, height: side }) === vocab_size;
  return (tabs.find(fits) ?? tabs[0]!).board(seq_len);
}
