import { useMemo } from 'react';
import type { MazeGrid } from '../../../puzzles/maze/geometry';
import { InPlace } from '../../controls/InPlace';
import { goalSign } from './GroundLayer';
import { searchMaze } from './overlays';
import type { MazeThought } from './thought';
import { describeMazeCell, describeVerdict } from './words';

export interface MazeReadoutProps {
  readonly puzzle: MazeGrid;
  /** The visible segment, `null` before the first. */
  readonly thought: MazeThought | null;
  /** The cell under the pointer, from `onPoint` of `MazeBoard`. */
  readonly pointed: number | null;
}

/** Below the board: the cell under the pointer, or the legend. */
export function MazeReadout({ puzzle, thought, pointed }: MazeReadoutProps) {
  const search = useMemo(() => searchMaze(puzzle), [puzzle]);
  return (
    <InPlace className="readout" usual={<Legend />}>
      {pointed === null || pointed >= puzzle.length
        ? null
        : describeMazeCell(pointed, puzzle, thought, search?.distances ?? null)}
    </InPlace>
  );
}

/** The verdict on the answer, in a word and a sentence or two. */
export function MazeVerdictLine({ thought }: { readonly thought: MazeThought }) {
  const { title, text } = describeVerdict(thought);
  return (
    <p className={`maze-verdict ${thought.reading.verdict.kind}`}>
      <b>{title}.</b> {text}
    </p>
  );
}

function Legend() {
  return (
    <ul className="legend" aria-label="Legend">
      <li>
        <svg className="legend-sign" viewBox="0 0 2 1" aria-hidden="true">
          <circle className="maze-start" cx={0.45} cy={0.5} r={0.34} />
          <path className="maze-goal" d={goalSign(1.5, 0.5)} />
        </svg>
        start, goal
      </li>
      <li>
        <svg className="legend-sign" viewBox="0 0 2 1" aria-hidden="true">
          <path className="maze-path" d="M0 .25h.7v.5h-.7z" />
          <path className="maze-path" d="M.7 .25h.7v.5h-.7z" opacity={0.6} />
          <path className="maze-path" d="M1.4 .25h.6v.5h-.6z" opacity={0.3} />
        </svg>
        path, faint: unsure
      </li>
      <li>
        <svg className="legend-sign" viewBox="0 0 1 1" aria-hidden="true">
          <circle className="maze-doubt" cx={0.5} cy={0.5} r={0.2} />
        </svg>
        in doubt
      </li>
      <li>
        <b className="legend-changed" /> changed
      </li>
      <li>
        <b className="legend-misread" /> misread
      </li>
    </ul>
  );
}
