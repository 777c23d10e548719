import { decodeArc } from '../../puzzles/arc/codec';
import type { ArcGrid } from '../../puzzles/arc/grid';
import type { Frame } from '../../reasoning/trace';
import type { Grid, Report } from '../worlds/page-world';
import { rememberReports } from '../worlds/reports';
import { differingCells } from './editing/grid-edits';
import { outputOf } from './question';

export interface ArcReport extends Report {
  /** The grid on the canvas; `null` if there is none. */
  readonly answer: ArcGrid | null;
  readonly output: ArcGrid | null;
  /** Wrong cells of the answer; `null` if it has another size, or the right one is unknown. */
  readonly differing: readonly number[] | null;
}

/** Checks a segment: an answer is right if its size and every cell are right. */
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
