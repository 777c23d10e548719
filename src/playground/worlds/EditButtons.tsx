import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { UndoButtons } from './UndoButtons';

/** Begin and end editing, undo, redo and clear: what every editor of a puzzle begins with. */
export function EditButtons({ begin }: { readonly begin: string }) {
  const editing = usePlayground((state) => state.editing);
  const setEditing = usePlayground((state) => state.setEditing);
  const canUndo = usePlayground((state) => state.history.past.length > 0);
  const canRedo = usePlayground((state) => state.history.future.length > 0);
  const { undo, redo, clear } = usePlaygroundStore().getState();
  return (
    <>
      <button
        type="button"
        className="button"
        aria-pressed={editing}
        onClick={() => setEditing(!editing)}
      >
        {editing ? 'Done' : begin}
      </button>
      <UndoButtons {...{ canUndo, canRedo, undo, redo, clear }} />
    </>
  );
}
