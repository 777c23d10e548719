import { useMemo } from 'react';
import type { Frame } from '../../reasoning/trace';
import { puzzleOf } from '../store/puzzle';
import { frameBefore, frameShown } from '../store/selectors';
import { usePlayground } from '../usePlayground';
import type { Board, Grid, Report } from './page-world';
import { changedCells } from './reports';

export interface ThoughtOnBoard<R extends Report> {
  readonly frame: Frame;
  readonly report: R;
  /** Cells that the visible segment changed. */
  readonly changed: ReadonlySet<number>;
}

/**
 * The puzzle, and the visible segment's answer (`null` before the first).
 * @param report of the world, the same function every time
 */
export function useThought<R extends Report>(
  report: (frame: Frame, puzzle: Grid, board: Board) => R,
): { board: Board; puzzle: Grid; thought: ThoughtOnBoard<R> | null } {
  const board = usePlayground((state) => state.board);
  const puzzle = usePlayground(puzzleOf);
  const frame = usePlayground(frameShown);
  const before = usePlayground(frameBefore);
  const thought = useMemo(() => {
    if (frame === null) return null;
    const now = report(frame, puzzle, board);
    const earlier = before === null ? null : report(before, puzzle, board);
    return { frame, report: now, changed: changedCells(now, earlier) };
  }, [report, board, puzzle, frame, before]);
  return { board, puzzle, thought };
}
