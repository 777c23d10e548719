import { decodeArc } from '../../puzzles/arc/codec';
import type { ArcGrid } from '../../puzzles/arc/grid';
import type { Frame } from '../../reasoning/trace';
import type { Grid, Report } from '../worlds/page-world';
import { rememberReports } from '../worlds/reports';
import { differingCells } from './editing/grid-edits';
import { outputOf } from './question';

export interface ArcReport extends Report {
  /** What was read off the canvas; `null` where no grid can be. */
  readonly answer: ArcGrid | null;
  readonly output: ArcGrid | null;
  /** Cells of the answer that are wrong; `null` where it is of another size, or nothing is known. */
  readonly differing: readonly number[] | null;
}

/** Judges a segment: an answer is right when every cell and its size are. */
export const reportOnArc = rememberReports(judge);

function judge(frame: Frame, canvas: Grid): ArcReport {
  const answer = decodeArc(frame.tokens);
  const output = outputOf(canvas);
  const differing = answer === null || output === null ? null : differingCells(answer, output);
  const asked = output === null ? 0 : output.cells.length;
  const wrong = output === null ? 0 : (differing?.length ?? asked);
  return {
    ...{ answer, output, differing, wrong },
    grid: frame.tokens,
    solved: differing?.length === 0,
    right: output === null ? null : asked - wrong,
  };
}
