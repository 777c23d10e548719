import { CurveKey } from './CurveKey';
import { DepthPanel } from './DepthPanel';
import { deepest, type SetShown, type Thinking } from './sets';
import { useReading } from './useReading';
import { moment, readAloud } from './words';

interface Props extends Thinking {
  readonly sets: readonly SetShown[];
}

/** A small chart for each set of puzzles, with the figures at the same segment. */
export function DepthPanels({ sets, limit, limitIs, numChains }: Props) {
  const last = deepest(sets);
  const shown = Math.min(limit, last);
  const { at, point, keys } = useReading({ min: 1, max: last, home: shown });
  return (
    <>
      <div className="measured-head">
        <p className="measured-moment">{moment(at, { limit, limitIs }, last)}</p>
        <CurveKey sets={sets} numChains={numChains} />
      </div>
      <div
        className="measured-sets"
        role="slider"
        tabIndex={0}
        aria-label="Segments after which the figures are read"
        aria-valuemin={1}
        aria-valuemax={last}
        aria-valuenow={at}
        aria-valuetext={readAloud(sets, at, numChains)}
        {...keys}
      >
        {sets.map((set) => (
          <DepthPanel
            key={set.id}
            set={set}
            segments={last}
            at={at}
            limit={shown}
            numChains={numChains}
            onPoint={point}
          />
        ))}
      </div>
    </>
  );
}
