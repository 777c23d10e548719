import { useMemo } from 'react';
import { isWorldId, WORLDS, type World, type WorldId } from '../../puzzles/world';
import { puzzleOf } from '../store/puzzle';
import { usePlayground } from '../usePlayground';

/** What the chains are asked, as far as their pictures need to know. */
export interface Task {
  readonly world: WorldId;
  /** Cells of a row. */
  readonly side: number;
  /** The puzzle as tokens. */
  readonly input: Uint8Array;
  /** Whether these tokens are a right answer. */
  solvedBy(tokens: Uint8Array): boolean;
}

/** The puzzle on the board as a task. */
export function useTask(): Task {
  const board = usePlayground((state) => state.board);
  const puzzle = usePlayground(puzzleOf);
  return useMemo(() => {
    const { world: page, side, rule } = board;
    if (!isWorldId(page.id)) throw new RangeError(`There are no small grids of ${page.title}.`);
    const classic: World<Uint8Array> = WORLDS[page.id];
    const world = (rule === undefined ? null : classic.withRule?.(rule)) ?? classic;
    return {
      world: page.id,
      side,
      input: world.encode(puzzle),
      solvedBy: (tokens) => world.solves(world.decode(tokens), puzzle),
    };
  }, [board, puzzle]);
}
