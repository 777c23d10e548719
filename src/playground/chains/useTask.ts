import { useMemo } from 'react';
import { WORLDS, type World, type WorldId } from '../../puzzles/world';
import { geometryOf, givensOf } from '../store/puzzle';
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
  const { rule, size } = usePlayground(geometryOf);
  const puzzle = usePlayground(givensOf);
  return useMemo(() => {
    const world: World<Uint8Array> = WORLDS.sudoku.withRule?.(rule) ?? WORLDS.sudoku;
    return {
      world: 'sudoku',
      side: size,
      input: world.encode(puzzle),
      solvedBy: (tokens) => world.solves(world.decode(tokens), puzzle),
    };
  }, [rule, size, puzzle]);
}
