import { wallBorder } from '../../../puzzles/maze/edit';
import { puzzleOf } from '../../store/puzzle';
import { usePlaygroundStore } from '../../usePlayground';
import { EditButtons } from '../EditButtons';

/** The tools beside the maze while walls are drawn. */
export function Tools() {
  const store = usePlaygroundStore();
  const { editPuzzle } = store.getState();
  return (
    <div className="tools" role="group" aria-label="Edit the maze">
      <p className="whisper">Drag to draw walls, from a wall to erase.</p>
      <div className="row">
        <button
          type="button"
          className="button"
          onClick={() => editPuzzle(wallBorder(puzzleOf(store.getState())))}
        >
          Wall around
        </button>
        <EditButtons />
      </div>
    </div>
  );
}
