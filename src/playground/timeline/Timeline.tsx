import { LIMIT_RANGE } from '../store/halting';
import { endOf, reachedOf, segmentOf, wishOf } from '../store/selectors';
import { traceOf } from '../store/thought';
import { usePlayground } from '../usePlayground';
import { useWidth } from '../useWidth';
import { Nudge } from './Nudge';
import { ENDS, TimelineView } from './TimelineView';
import { timelineScale } from './timeline-scale';

const NO_FRAMES = [] as const;

/** The timeline of the thought on the board. */
export function Timeline() {
  const trace = usePlayground(traceOf);
  const end = usePlayground(endOf);
  const reached = usePlayground(reachedOf);
  const wish = usePlayground(wishOf);
  const limit = usePlayground((state) => state.limit);
  const sureness = usePlayground((state) => state.sureness);
  const segment = usePlayground(segmentOf);
  const seek = usePlayground((state) => state.seek);
  const setLimit = usePlayground((state) => state.setLimit);
  const fixed = usePlayground((state) => state.hidden.has('limit'));
  const [ref, width] = useWidth<HTMLDivElement>(600);
  const handle = timelineScale(LIMIT_RANGE.max, [ENDS, width - ENDS])(limit);
  return (
    <div ref={ref} className="timeline-room">
      <TimelineView
        frames={trace?.frames ?? NO_FRAMES}
        sureness={sureness}
        most={LIMIT_RANGE.max}
        {...{ limit, end, reached, wish, segment }}
        onSeek={seek}
        {...(!fixed && { onLimit: setLimit })}
      />
      {!fixed && <Nudge handle={handle} width={width} />}
    </div>
  );
}
