import { Switch } from 'radix-ui';
import { OneOf } from '../controls/OneOf';
import { SPEEDS } from '../store/playback';
import { usePlayground, usePlaygroundStore } from '../usePlayground';

/** Play, step, speed, loop, and whether the Q head may end the thought. */
export function Controls() {
  const store = usePlaygroundStore();
  const { play, pause, step, setLoop, setHalting, setShowViolations } = store.getState();
  const playing = usePlayground((state) => state.playback.playing);
  const loop = usePlayground((state) => state.playback.loop);
  const halting = usePlayground((state) => state.halting);
  const violations = usePlayground((state) => state.showViolations);
  const hidden = usePlayground((state) => state.hidden);
  const marks = usePlayground(({ board }) => board.world.marks);
  return (
    <div className="controls">
      <div className="row">
        <button type="button" className="button" aria-label="Step back" onClick={() => step(-1)}>
          ‹
        </button>
        <button
          type="button"
          className="button primary"
          aria-label={playing ? 'Pause' : 'Play'}
          onClick={playing ? pause : play}
        >
          <PlaySign playing={playing} />
        </button>
        <button type="button" className="button" aria-label="Step forward" onClick={() => step(1)}>
          ›
        </button>
        {!hidden.has('speed') && <SpeedChoice />}
        <button
          type="button"
          className="button"
          aria-label="Loop"
          aria-pressed={loop}
          onClick={() => setLoop(!loop)}
        >
          ↻
        </button>
      </div>
      <div className="row">
        {!hidden.has('halting') && (
          <Toggle label="Halt when Q says so" checked={halting} onChange={setHalting} />
        )}
        {marks !== undefined && (
          <Toggle label={marks} checked={violations} onChange={setShowViolations} />
        )}
      </div>
    </div>
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

interface ToggleProps {
  readonly label: string;
  readonly checked: boolean;
  onChange(checked: boolean): void;
}

function Toggle({ label, checked, onChange }: ToggleProps) {
  return (
    <label className="toggle">
      <Switch.Root className="switch" checked={checked} onCheckedChange={onChange}>
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
      {label}
    </label>
  );
}
