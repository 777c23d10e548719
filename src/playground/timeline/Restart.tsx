import { OneOf } from '../controls/OneOf';
import { RESTARTS } from '../store/chains';
import { usePlayground } from '../usePlayground';

/** Whether chains that are not sure of their answer start over, and after how many segments. */
export function RestartChoice() {
  const restart = usePlayground((state) => state.restart);
  const setRestart = usePlayground((state) => state.setRestart);
  const wide = usePlayground((state) => state.numChains > 1);
  const assumes = usePlayground((state) => state.board.world.assumes);
  return (
    <div className="restart">
      <div className="row">
        <span id="restart-label">Start over if unsure</span>
        <OneOf
          options={RESTARTS}
          value={restart}
          onChoose={setRestart}
          as={(segments) =>
            segments === 0
              ? { shown: 'never', label: 'Never' }
              : { label: `After ${segments} segments` }
          }
          labelledBy="restart-label"
        />
        <span className="whisper">{restart > 0 && 'segments'}</span>
      </div>
      {restart > 0 && (
        <p className="whisper">
          After every {restart} segments (dotted lines){' '}
          {wide ? 'each chain that is' : 'a thought that is'} not sure of its answer starts again
          with another view of the puzzle.
          {assumes !== undefined &&
            ` Every other time it assumes ${assumes} (dashed rings), and drops them once it is sure.`}
        </p>
      )}
    </div>
  );
}
