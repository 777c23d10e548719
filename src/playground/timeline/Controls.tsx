import { OneOf } from '../controls/OneOf';
import { Switch } from '../controls/Switch';
import { SPEEDS } from '../store/playback';
import { usePlayground, usePlaygroundStore } from '../usePlayground';

/** Step, play, speed and loop. */
export function PlayButtons() {
  const { setLoop } = usePlaygroundStore().getState();
  const loop = usePlayground((state) => state.playback.loop);
  const speed = usePlayground(({ hidden }) => !hidden.has('speed'));
  return (
    <div className="play-buttons">
      <PlayStep />
      <div className="row">
        {speed && <SpeedChoice />}
        <button
          type="button"
          className="button"
          aria-label="Loop"
          title="Play again and again (L)"
          aria-pressed={loop}
          onClick={() => setLoop(!loop)}
        >
          ↻
        </button>
      </div>
    </div>
  );
}

/** A segment back, play or pause, a segment forward. */
export function PlayStep() {
  const { play, pause, step } = usePlaygroundStore().getState();
  const playing = usePlayground((state) => state.playback.playing);
  return (
    <div className="row">
      <button type="button" className="button" aria-label="Step back" onClick={() => step(-1)}>
        ‹
      </button>
      <button
        type="button"
        className="button primary play"
        aria-label={playing ? 'Pause' : 'Play'}
        title={playing ? 'Pause (Space)' : 'Play (Space)'}
        onClick={playing ? pause : play}
      >
        <PlaySign playing={playing} />
      </button>
      <button type="button" className="button" aria-label="Step forward" onClick={() => step(1)}>
        ›
      </button>
    </div>
  );
}

/** Whether the Q head may end the thought, and whether mistakes are marked. */
export function Toggles() {
  const { setHalting, setShowViolations } = usePlaygroundStore().getState();
  const halting = usePlayground((state) => state.halting);
  const violations = usePlayground((state) => state.showViolations);
  const fixed = usePlayground(({ hidden }) => hidden.has('halting'));
  const marks = usePlayground(({ board }) => board.world.marks);
  return (
    <>
      {!fixed && <Switch label="Halt when sure" checked={halting} onChange={setHalting} />}
      {marks !== undefined && (
        <Switch label={marks} checked={violations} onChange={setShowViolations} />
      )}
    </>
  );
}

function PlaySign({ playing }: { readonly playing: boolean }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="currentColor">
      <path d={playing ? 'M3 2h4v12H3zM9 2h4v12H9z' : 'M4 2l10 6-10 6z'} />
    </svg>
  );
}

function SpeedChoice() {
  const speed = usePlayground((state) => state.playback.speed);
  const setSpeed = usePlayground((state) => state.setSpeed);
  return (
    <OneOf
      options={SPEEDS}
      value={speed}
      onChoose={setSpeed}
      as={(value) => ({ shown: `${value}×`, label: `${value} per second` })}
      label="Segments shown per second"
    />
  );
}
