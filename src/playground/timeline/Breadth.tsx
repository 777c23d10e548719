import { ToggleGroup } from 'radix-ui';
import { plural } from '../../puzzles/plural';
import { BREADTHS, type Breadth } from '../store/breadth';
import { usePlayground } from '../usePlayground';

/** How wide is thought: in so many chains side by side. */
export function BreadthChoice() {
  const breadth = usePlayground((state) => state.breadth);
  const setBreadth = usePlayground((state) => state.setBreadth);
  return (
    <div className="row breadth">
      <span id="breadth-label">Think wider</span>
      <ToggleGroup.Root
        className="toggles"
        type="single"
        aria-labelledby="breadth-label"
        value={String(breadth)}
        onValueChange={(value) => {
          if (value !== '') setBreadth(Number(value) as Breadth);
        }}
      >
        {BREADTHS.map((value) => (
          <ToggleGroup.Item key={value} value={String(value)} aria-label={plural(value, 'chain')}>
            {value}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      <span className="whisper">
        {breadth === 1 ? 'one chain of thought' : 'chains; the surest answers'}
      </span>
    </div>
  );
}
