import type { Frame } from '../../reasoning/trace';
import type { Board, Grid, Report } from './page-world';

type Judge<R extends Report> = (frame: Frame, puzzle: Grid, board: Board) => R;

/**
 * Keeps reports with their frame, so that scrubbing checks each segment once. A frame for another
 * puzzle or board is checked again.
 */
export function rememberReports<R extends Report>(judge: Judge<R>): Judge<R> {
  const reports = new WeakMap<Frame, { puzzle: Grid; key: string; report: R }>();
  return (frame, puzzle, board) => {
    const known = reports.get(frame);
    if (known?.puzzle === puzzle && known.key === board.key) return known.report;
    const report = judge(frame, puzzle, board);
    reports.set(frame, { puzzle, key: board.key, report });
    return report;
  };
}

/** Cells that differ between two segments; none if there is nothing to compare with. */
export function changedCells(report: Report, before: Report | null): ReadonlySet<number> {
  const changed = new Set<number>();
  if (before === null) return changed;
  report.grid.forEach((entry, cell) => {
    if (entry !== before.grid[cell]) changed.add(cell);
  });
  return changed;
}
