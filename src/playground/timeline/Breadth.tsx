import { plural } from '../../puzzles/plural';
import { OneOf } from '../controls/OneOf';
import { BREADTHS } from '../store/breadth';
import { usePlayground } from '../usePlayground';

/** How wide is thought: in so many chains side by side. */
export function BreadthChoice() {
  const breadth = usePlayground((state) => state.breadth);
  const setBreadth = usePlayground((state) => state.setBreadth);
  return (
    <div className="row breadth">
      <span id="breadth-label">Think wider</span>
      <OneOf
        options={BREADTHS}
        value={breadth}
        onChoose={setBreadth}
        as={(chains) => ({ label: plural(chains, 'chain') })}
        labelledBy="breadth-label"
      />
      <span className="whisper">
        {breadth === 1 ? 'one chain of thought' : 'chains; the surest answers'}
      </span>
    </div>
  );
}
