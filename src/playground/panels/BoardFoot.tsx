import { usePlayground } from '../usePlayground';
import { useParts } from '../worlds/useParts';

/** Under the board: what its inks mean or the cell pointed at; while one edits, the tools for it. */
export function BoardFoot() {
  const { Readout, Tools } = useParts();
  const editing = usePlayground((state) => state.editing);
  const setEditing = usePlayground((state) => state.setEditing);
  const begin = usePlayground(({ board }) => board.world.editing);
  const fixed = usePlayground(({ hidden }) => hidden.has('edit'));
  return (
    <div className="board-foot">
      {editing && !fixed && Tools !== undefined ? (
        <Tools />
      ) : (
        <>
          {Readout !== undefined && <Readout />}
          {!fixed && (
            <button type="button" className="button" onClick={() => setEditing(true)}>
              {begin}
            </button>
          )}
        </>
      )}
    </div>
  );
}
