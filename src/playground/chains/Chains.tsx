import { useMemo } from 'react';
import { segmentOf } from '../store/selectors';
import { traceOf } from '../store/thought';
import { usePlayground } from '../usePlayground';
import { Chain } from './Chain';
import { chainsAt, type ChainOnShow } from './compare';
import { useTask } from './useTask';

/** The chains after the visible segment, with their views undone for comparison. */
export default function Chains() {
  const numChains = usePlayground((state) => state.numChains);
  const trace = usePlayground(traceOf);
  const segment = usePlayground(segmentOf);
  const task = useTask();
  const chains = useMemo(
    () => chainsAt(trace, segment) ?? unbegun(task.input, numChains),
    [trace, segment, task, numChains],
  );
  const right = chains.filter((chain) => chain.qHalt !== null && task.solvedBy(chain.tokens));
  const assuming = chains.some(({ assumed }) => assumed.length > 0);
  return (
    <section className="chain-strip" aria-label="Chains">
      <ol className="chains">
        {chains.map((chain, index) => (
          <Chain key={index} number={index + 1} chain={chain} task={task} />
        ))}
      </ol>
      <p className="whisper">
        {right.length > 0 &&
          `${right.length} of ${chains.length} chains ${right.length === 1 ? 'is' : 'are'} right. `}
        Figures: q_halt and its probability. {task.unlike}: differs from the answer. Shaded: just
        changed.{assuming && ' Ringed: assumed when it started over.'}
      </p>
    </section>
  );
}

/** Before the first segment, or if only one chain has thought so far, all show the puzzle. */
function unbegun(tokens: Uint8Array, numChains: number): readonly ChainOnShow[] {
  const chain = { tokens, qHalt: null, answers: false, changed: [], differing: [], assumed: [] };
  return Array.from({ length: numChains }, () => chain);
}
