import { wishesToHalt } from '../../hrm/act';
import { haltProbability, haltThreshold } from '../store/halting';
import { frameShown } from '../store/selectors';
import { traceOf } from '../store/thought';
import { usePlayground } from '../usePlayground';

const signed = (value: number) => value.toFixed(2).replace('-', '−');
/** The q value of a probability. */
const logit = (share: number) => Math.log(share / (1 - share));
const percent = (share: number) => (100 * share).toFixed(0);

/** The Q head's output after the visible segment, in words and in figures. */
export function QValues() {
  const frame = usePlayground(frameShown);
  const threshold = usePlayground((state) =>
    haltThreshold(traceOf(state)?.frames ?? [], state.sureness),
  );
  if (frame === null) {
    return (
      <p className="whisper q-values" data-part="q">
        After each segment the model says how sure it is.
      </p>
    );
  }
  const claim = frame.assumed === undefined ? ' it is right' : ', given what it assumes';
  const sure = `${percent(haltProbability(frame))} % sure${claim}`;
  return (
    <p className="whisper q-values" data-part="q">
      <b>{sure}</b>{' '}
      {threshold === null ? (
        <span>
          q_halt {signed(frame.qHalt)} {wishesToHalt(frame.qHalt, frame.qContinue) ? '>' : '≤'}{' '}
          q_continue {signed(frame.qContinue)}
        </span>
      ) : (
        <span>
          q_halt {signed(frame.qHalt)}; halts above {signed(logit(threshold))}
        </span>
      )}
    </p>
  );
}
