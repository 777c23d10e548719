import { Switch } from 'radix-ui';
import { searchMaze } from '../../boards/maze/overlays';
import { puzzleOf } from '../../store/puzzle';
import { usePlayground } from '../../usePlayground';
import { setOverlays, useOverlays } from './overlays';

/** A breadth-first search to lay beside the thought, step by step. */
export function Instruments() {
  const maze = usePlayground(puzzleOf);
  const { distance, solution, depth } = useOverlays();
  const farthest = searchMaze(maze)?.farthest ?? 0;
  return (
    <section className="panel" aria-label="Beside a search">
      <h2>Beside a search</h2>
      <label className="search-depth">
        Breadth-first search
        <input
          type="range"
          min={0}
          max={farthest + 1}
          value={depth === null ? 0 : Math.min(depth, farthest) + 1}
          aria-valuetext={depth === null ? 'off' : `${depth} steps from the start`}
          onChange={(event) => {
            const value = Number(event.target.value);
            setOverlays({ depth: value === 0 ? null : value - 1 });
          }}
        />
        <output>{depth === null ? 'off' : `${Math.min(depth, farthest)} steps`}</output>
      </label>
      <div className="row">
        <Toggle
          label="Distances"
          checked={distance}
          onChange={(on) => setOverlays({ distance: on })}
        />
        <Toggle
          label="A shortest path"
          checked={solution}
          onChange={(on) => setOverlays({ solution: on })}
        />
      </div>
      <p className="whisper">
        What a search that fans out from the start has reached after so many steps; cells the model
        marks beyond that line, it cannot have found that way.
      </p>
    </section>
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
