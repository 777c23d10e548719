import { MazeExamples } from '../../boards/maze/MazeExamples';
import { puzzleOf } from '../../store/puzzle';
import { usePlayground } from '../../usePlayground';

/** Mazes of the model's size. */
export function Examples() {
  const maze = usePlayground(puzzleOf);
  const setPuzzle = usePlayground((state) => state.setPuzzle);
  return <MazeExamples puzzle={maze} onPick={setPuzzle} />;
}
