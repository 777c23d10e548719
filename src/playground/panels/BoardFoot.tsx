import { mayRace } from '../store/racing';
import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { useParts } from '../worlds/useParts';

/** Below the board: the legend or the cell under the pointer; during editing, the tools. */
export function BoardFoot() {
  const { Readout, Tools, Race } = useParts();
  const editing = usePlayground((state) => state.editing);
  const { setEditing, setRacing } = usePlaygroundStore().getState();
  const begin = usePlayground(({ board }) => board.world.editing);
  const fixed = usePlayground(({ hidden }) => hidden.has('edit'));
  const offersRace = usePlayground(
    (state) => mayRace(state) && !state.hidden.has('race') && !state.embedded,
  );
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
          {offersRace && Race !== undefined && (
            <button type="button" className="button" onClick={() => setRacing(true)}>
              You try
            </button>
          )}
        </>
      )}
    </div>
  );
}
