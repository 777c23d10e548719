import { describeMazeCell } from '../../boards/maze/words';
import { usePlayground } from '../../usePlayground';
import { factsOf } from './facts';
import { useMaze } from './useMaze';

/** Under the board: the cell pointed at, in words; otherwise what the board's inks mean. */
export function Readout() {
  const { maze, thought } = useMaze();
  const hovered = usePlayground((state) => state.hovered);
  if (hovered !== null) {
    const distances = factsOf(maze).solution?.search.distances ?? null;
    return <p className="readout">{describeMazeCell(hovered, maze, thought, distances)}</p>;
  }
  return (
    <ul className="readout legend" aria-label="Legend">
      <li>
        <b className="legend-start" /> start
      </li>
      <li>
        <b className="legend-goal" /> goal
      </li>
      <li>
        <b className="legend-path" /> path thought of, fainter when unsure
      </li>
      <li>
        <b className="legend-changed" /> changed
      </li>
    </ul>
  );
}
