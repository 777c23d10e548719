import { MazeReadout } from '../../boards/maze/MazeReadout';
import { usePlayground } from '../../usePlayground';
import { useMaze } from './useMaze';

/** Under the board: the verdict, then the cell pointed at or what the inks mean. */
export function Readout() {
  const { maze, thought } = useMaze();
  const pointed = usePlayground((state) => state.hovered);
  return <MazeReadout puzzle={maze} thought={thought} pointed={pointed} />;
}
