import { useMemo } from 'react';
import { segmentOf } from '../store/selectors';
import { traceOf } from '../store/thought';
import { usePlayground } from '../usePlayground';
import { Chain } from './Chain';
import { chainsAt, type ChainOnShow } from './compare';
import { useTask } from './useTask';

/** The chains that think side by side, after the segment on show; their views undone, to compare. */
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
  return (
    <section className="chain-strip" aria-label="Chains">
      <ol className="chains">
        {chains.map((chain, index) => (
          <Chain key={index} number={index + 1} chain={chain} task={task} />
        ))}
      </ol>
      <p className="whisper">
        {right.length > 0 && `${right.length} of ${chains.length} chains are right. `}
        Figures: q_halt and how sure that is. {task.unlike}: unlike the answer. Shaded: just
        changed.
      </p>
    </section>
  );
}

/** Before the first segment, or where one chain has thought so far, all have but the puzzle. */
function unbegun(tokens: Uint8Array, numChains: number): readonly ChainOnShow[] {
  const chain = { tokens, qHalt: null, answers: false, changed: [], differing: [] };
  return Array.from({ length: numChains }, () => chain);
}
