import { ToggleGroup } from 'radix-ui';
import { RESTARTS, type Restart } from '../store/breadth';
import { usePlayground } from '../usePlayground';

/** Whether chains that are not sure of their answer start over, and after how many segments. */
export function RestartChoice() {
  const restart = usePlayground((state) => state.restart);
  const setRestart = usePlayground((state) => state.setRestart);
  const wide = usePlayground((state) => state.breadth > 1);
  return (
    <div className="restart">
      <div className="row">
        <span id="restart-label">Start over if unsure</span>
        <ToggleGroup.Root
          className="toggles"
          type="single"
          aria-labelledby="restart-label"
          value={String(restart)}
          onValueChange={(value) => {
            if (value !== '') setRestart(Number(value) as Restart);
          }}
        >
          {RESTARTS.map((value) => (
            <ToggleGroup.Item
              key={value}
              value={String(value)}
              aria-label={value === 0 ? 'Never' : `After ${value} segments`}
            >
              {value === 0 ? 'never' : value}
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
        <span className="whisper">{restart > 0 && 'segments'}</span>
      </div>
      {restart > 0 && (
        <p className="whisper">
          After every {restart} segments (dotted lines){' '}
          {wide ? 'each chain that is' : 'a thought that is'} not sure of its answer forgets what it
          thought and sees the puzzle drawn otherwise.
        </p>
      )}
    </div>
  );
}
