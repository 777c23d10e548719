import { plural } from '../../puzzles/plural';
import { OneOf } from '../controls/OneOf';
import { CHAIN_COUNTS } from '../store/chains';
import { usePlayground } from '../usePlayground';

/** The number of chains. */
export function NumChainsChoice() {
  const numChains = usePlayground((state) => state.numChains);
  const setNumChains = usePlayground((state) => state.setNumChains);
  return (
    <div className="row breadth">
      <span id="breadth-label">Think wider</span>
      <OneOf
        options={CHAIN_COUNTS}
        value={numChains}
        onChoose={setNumChains}
        as={(chains) => ({ label: plural(chains, 'chain') })}
        labelledBy="breadth-label"
      />
      <span className="whisper">
        {numChains === 1 ? 'one thought' : 'thoughts about it side by side; the surest one answers'}
      </span>
    </div>
  );
}
