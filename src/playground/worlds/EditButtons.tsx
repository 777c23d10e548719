import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { UndoButtons } from './UndoButtons';

/** Undo, redo, clear and done: the last tools of every board. */
export function EditButtons() {
  const canUndo = usePlayground((state) => state.history.past.length > 0);
  const canRedo = usePlayground((state) => state.history.future.length > 0);
  const { undo, redo, clear, setEditing } = usePlaygroundStore().getState();
  return (
    <div className="row edit-buttons">
      <UndoButtons {...{ canUndo, canRedo, undo, redo, clear }} />
      <button type="button" className="button primary" onClick={() => setEditing(false)}>
        Done
      </button>
    </div>
  );
}
