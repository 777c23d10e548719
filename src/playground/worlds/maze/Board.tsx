import { MazeBoard } from '../../boards/maze/MazeBoard';
import { overlaysAt } from '../../boards/maze/overlays';
import { segmentOf } from '../../store/selectors';
import { usePlayground, usePlaygroundStore } from '../../usePlayground';
import { useOverlayChoice } from './overlays';
import { useMaze } from './useMaze';

/** The maze board of the page: drawing changes the puzzle, and a stroke is one step to undo. */
export function Board() {
  const { maze, thought } = useMaze();
  const choice = useOverlayChoice();
  const segment = usePlayground(segmentOf);
  const editing = usePlayground((state) => state.editing);
  const { editPuzzle, hover, undo, redo, setEditing } = usePlaygroundStore().getState();
  return (
    <MazeBoard
      puzzle={maze}
      thought={thought}
      overlays={overlaysAt(choice, segment)}
      editing={editing}
      onChange={editPuzzle}
      onPoint={hover}
      onUndo={undo}
      onRedo={redo}
      onDone={() => setEditing(false)}
    />
  );
}
