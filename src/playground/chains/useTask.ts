import { useMemo } from 'react';
import { puzzleOf } from '../store/puzzle';
import { usePlayground } from '../usePlayground';
import type { WorldParts } from '../worlds/page-world';
import { useParts } from '../worlds/useParts';

/** The question of the chains, for their pictures. */
export interface Task {
  readonly Picture: WorldParts['Miniature'];
  /** How a small grid marks the cells in which a chain differs from the answer. */
  readonly unlike: string;
  /** Cells of a row. */
  readonly side: number;
  /** The puzzle as tokens. */
  readonly input: Uint8Array;
  /** Whether these tokens are a right answer. */
  solvedBy(tokens: Uint8Array): boolean;
}

/** The puzzle on the board as a task. */
export function useTask(): Task {
  const parts = useParts();
  const board = usePlayground((state) => state.board);
  const puzzle = usePlayground(puzzleOf);
  return useMemo(() => {
    const input = board.world.encode(puzzle);
    return {
      Picture: parts.Miniature,
      unlike: parts.unlike,
      // An ARC task may have a larger canvas than the model's own.
      side: Math.sqrt(input.length),
      input,
      solvedBy: (tokens) => parts.solves(tokens, puzzle, board),
    };
  }, [parts, board, puzzle]);
}
