import { useMemo } from 'react';
import type { SudokuGeometry, SudokuGrid } from '../../puzzles/sudoku/geometry';
import type { Frame } from '../../reasoning/trace';
import { changedCells, type SegmentReport } from '../store/analysis';
import { geometryOf, givensOf } from '../store/puzzle';
import { frameBefore, frameShown, report } from '../store/selectors';
import { usePlayground } from '../usePlayground';

export interface ThoughtOnBoard {
  readonly frame: Frame;
  readonly report: SegmentReport;
  /** Cells whose digit the segment on show changed. */
  readonly changed: ReadonlySet<number>;
}

/** The puzzle, and what the segment on show makes of it (`null` before the first). */
export function useThought(): {
  geometry: SudokuGeometry;
  givens: SudokuGrid;
  thought: ThoughtOnBoard | null;
} {
  const geometry = usePlayground(geometryOf);
  const givens = usePlayground(givensOf);
  const frame = usePlayground(frameShown);
  const before = usePlayground(frameBefore);
  const thought = useMemo(() => {
    if (frame === null) return null;
    const now = report(frame, givens, geometry);
    const earlier = before === null ? null : report(before, givens, geometry);
    return { frame, report: now, changed: changedCells(now, earlier) };
  }, [geometry, givens, frame, before]);
  return { geometry, givens, thought };
}
