import { MazeBoard } from '../../boards/maze/MazeBoard';
import { usePlayground, usePlaygroundStore } from '../../usePlayground';
import { useOverlays } from './overlays';
import { useMaze } from './useMaze';

/** The maze board at work: what is drawn becomes the puzzle, a stroke one step to undo. */
export function Board() {
  const { maze, thought } = useMaze();
  const overlays = useOverlays();
  const editing = usePlayground((state) => state.editing);
  const { editPuzzle, hover, undo, redo, setEditing } = usePlaygroundStore().getState();
  return (
    <MazeBoard
      puzzle={maze}
      thought={thought}
      overlays={overlays}
      editing={editing}
      onChange={editPuzzle}
      onPoint={hover}
      onUndo={undo}
      onRedo={redo}
      onDone={() => setEditing(false)}
    />
  );
}
