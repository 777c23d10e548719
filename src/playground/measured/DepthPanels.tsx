import { usePlayground } from '../usePlayground';
import { DepthPanel } from './DepthPanel';
import { deepest, type SetShown } from './sets';
import { useReading } from './useReading';
import { moment, readAloud } from './words';

/** A small chart for each set of puzzles, all read off at the same segment. */
export function DepthPanels({ sets }: { readonly sets: readonly SetShown[] }) {
  const limit = usePlayground((state) => state.limit);
  const breadth = usePlayground((state) => state.breadth);
  const last = deepest(sets);
  const shown = Math.min(limit, last);
  const { at, point, keys } = useReading({ min: 1, max: last, home: shown });
  return (
    <>
      <p className="measured-moment">{moment(at, limit, last)}</p>
      <div
        className="measured-sets"
        role="slider"
        tabIndex={0}
        aria-label="Segments after which the figures are read"
        aria-valuemin={1}
        aria-valuemax={last}
        aria-valuenow={at}
        aria-valuetext={readAloud(sets, at, breadth)}
        {...keys}
      >
        {sets.map((set) => (
          <DepthPanel
            key={set.id}
            set={set}
            segments={last}
            at={at}
            limit={shown}
            breadth={breadth}
            onPoint={point}
          />
        ))}
      </div>
    </>
  );
}
