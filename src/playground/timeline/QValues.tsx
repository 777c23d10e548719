import { haltProbability } from '../store/halting';
import { frameShown } from '../store/selectors';
import { usePlayground } from '../usePlayground';

const signed = (value: number) => value.toFixed(2).replace('-', '−');

/** What the Q head says after the segment on show, in figures. */
export function QValues() {
  const frame = usePlayground(frameShown);
  if (frame === null) return <p className="whisper q-values">The Q head has not spoken yet.</p>;
  const wish = (100 * haltProbability(frame)).toFixed(0);
  return (
    <p className="whisper q-values">
      q_halt {signed(frame.qHalt)}, q_continue {signed(frame.qContinue)} · {wish} % sure the grid is
      right
    </p>
  );
}
