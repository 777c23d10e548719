import { InPlace } from '../../controls/InPlace';
import { usePlayground } from '../../usePlayground';
import { useThought } from '../useThought';
import { geometryOf } from './geometry-of';
import { reportOnSudoku } from './report';
import { describeCell } from './words';

/** Below the board: the cell under the pointer in words, or the legend. */
export function Readout() {
  const { board, puzzle, thought } = useThought(reportOnSudoku);
  const hovered = usePlayground((state) => state.hovered);
  return (
    <InPlace className="readout" usual={<Legend assumed={thought?.frame.assumed !== undefined} />}>
      {hovered === null ? null : describeCell(hovered, geometryOf(board), puzzle, thought)}
    </InPlace>
  );
}

function Legend({ assumed }: { readonly assumed: boolean }) {
  return (
    <ul className="legend" aria-label="Legend">
      <li>
        <b className="legend-given">5</b> given
      </li>
      <li>
        <b className="legend-thought">
          <span>5</span>
          <span>5</span>
          <span>5</span>
        </b>
        thought, faint: unsure
      </li>
      <li>
        <b className="legend-changed" /> changed
      </li>
      <li>
        <b className="legend-broken">5</b> breaks a rule
      </li>
      {assumed && (
        <li>
          <b className="legend-assumed" /> assumed
        </li>
      )}
    </ul>
  );
}
