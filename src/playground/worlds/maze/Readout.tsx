import { MazeReadout } from '../../boards/maze/MazeReadout';
import { usePlayground } from '../../usePlayground';
import { useMaze } from './useMaze';

/** Below the board: the verdict, then the cell under the pointer or the legend. */
export function Readout() {
  const { maze, thought } = useMaze();
  const pointed = usePlayground((state) => state.hovered);
  return <MazeReadout puzzle={maze} thought={thought} pointed={pointed} />;
}
