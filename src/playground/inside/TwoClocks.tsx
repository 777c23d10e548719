import { scaleLinear } from 'd3-scale';
import { useMemo } from 'react';
import type { InnerFrame } from '../../analysis/inspector';
import type { StateName } from '../../hrm/schedule';
import { AxisTicks } from '../charts/AxisTicks';
import { Gridlines } from '../charts/Gridlines';
import { ExportChart } from '../export/ExportChart';
import type { Table } from '../export/table';
import { lengthOf } from '../store/inside';
import { reachedOf, segmentOf } from '../store/selectors';
import { usePlayground } from '../usePlayground';
import { useWidth } from '../useWidth';
import { Untrained } from './Untrained';
import { FAR, pathOf, segmentTicks, twoClocks } from './geometry';
import { onTheWay } from './studied';
import '../styles/inside.css';

const SLOW = (
  <>
    z<sub>H</sub>
  </>
);
const FAST = (
  <>
    z<sub>L</sub>
  </>
);
const HEIGHT = 168;
const MARGIN = { top: 10, right: 10, bottom: 20, left: 30 };

/** The forward residual of every step of the thought, on the two clocks of the model. */
export function TwoClocks() {
  const [ref, width] = useWidth<SVGSVGElement>(400);
  const seen = usePlayground((state) => state.innerFrames);
  const share = usePlayground((state) => state.innerShare);
  const reached = usePlayground(reachedOf);
  const segment = usePlayground(segmentOf);
  const seek = usePlayground((state) => state.seek);
  const length = usePlayground(lengthOf);
  const frames = useMemo(() => seen.slice(0, length), [seen, length]);
  const { turns, slow } = useMemo(() => twoClocks(frames), [frames]);
  const segments = Math.max(length, 4);
  const x = scaleLinear([0, segments], [MARGIN.left, width - MARGIN.right]);
  const most = Math.max(FAR, ...frames.flatMap(({ moves }) => moves.map((move) => move.residual)));
  const y = scaleLinear([0, most], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const shown = frames[segment - 1];
  const hasFast = turns.length > 0 || frames.length === 0;
  return (
    <>
      <svg
        ref={ref}
        className="chart"
        height={HEIGHT}
        role="img"
        aria-label={`How far each step moves its state, for ${frames.length} segments. ${shown === undefined ? '' : ending(segment, shown)}`}
        onClick={(event) => {
          const left = event.currentTarget.getBoundingClientRect().left;
          seek(Math.ceil(x.invert(event.clientX - left)));
        }}
      >
        {segment > 0 && (
          <rect
            className="inside-now"
            x={x(segment - 1)}
            width={x(1) - x(0)}
            y={MARGIN.top}
            height={y(0) - MARGIN.top}
          />
        )}
        <Gridlines ticks={y.ticks(3)} left={x(0)} right={x(segments)} y={y} />
        <AxisTicks ticks={segmentTicks(segments)} x={(tick) => x(tick - 0.5)} y={HEIGHT - 4} />
        {turns.map((turn) => (
          <path key={turn[0]!.at} className="inside-fast" d={pathOf(turn, x, y)} />
        ))}
        <path className="inside-slow" d={pathOf(slow, x, y)} />
        {slow.map(({ at, residual }) => (
          <circle key={at} className="inside-beat" cx={x(at)} cy={y(residual)} r={2.5} />
        ))}
        {/* The part after the thought's end. */}
        {reached < frames.length && (
          <rect
            className="inside-after"
            x={x(reached) + 3}
            width={x(frames.length) - x(reached) + 6}
            y={0}
            height={y(0) + 4}
          />
        )}
      </svg>
      <p className="inside-key" aria-hidden="true">
        <span className="slow" data-part="z_H">
          {SLOW}
          {hasFast && ', slow'}
        </span>
        {hasFast && (
          <span className="fast" data-part="z_L">
            {FAST}, fast
          </span>
        )}
        <span className="whisper">how far each step moves it, by segment</span>
      </p>
      <ExportChart name="Two clocks" table={() => movesTable(frames)} />
      {shown === undefined ? (
        <p className="inside-reading">Looking…{onTheWay(share)}</p>
      ) : (
        <>
          <Reading segment={segment} frame={shown} />
          <Untrained segments={segment} participation={shown.participation} />
        </>
      )}
    </>
  );
}

/** The residual of a state's last step in a segment; `null` if the model has no such state. */
function last({ moves }: InnerFrame, level: StateName): string | null {
  return moves.findLast((move) => move.level === level)?.residual.toFixed(2) ?? null;
}

/** The residuals of a segment's last steps, in words. */
function ending(segment: number, frame: InnerFrame): string {
  const fast = last(frame, 'L');
  return `At the end of segment ${segment} z_H still moves by ${last(frame, 'H')}${fast === null ? '' : `, z_L by ${fast}`}.`;
}

/** The same and the participation ratios up to there, visible. */
function Reading({ segment, frame }: { readonly segment: number; readonly frame: InnerFrame }) {
  const { H, L } = frame.participation;
  return (
    <table className="inside-reading">
      <caption>After segment {segment}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{SLOW}</th>
          {L !== undefined && <th scope="col">{FAST}</th>}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">still moves by</th>
          <td>{last(frame, 'H')}</td>
          {L !== undefined && <td>{last(frame, 'L')}</td>}
        </tr>
        <tr>
          <th scope="row">participation ratio</th>
          <td>{H.toFixed(1)}</td>
          {L !== undefined && <td>{L.toFixed(1)}</td>}
        </tr>
      </tbody>
    </table>
  );
}

/** Every step of the thought: its module and its residual. */
function movesTable(frames: readonly InnerFrame[]): Table {
  return {
    columns: ['segment', 'step', 'module', 'residual', 'participation_H', 'participation_L'],
    rows: frames.flatMap(({ moves, participation: { H, L } }, index) =>
      moves.map(({ level, residual }, step) => [
        index + 1,
        step + 1,
        level,
        residual,
        H ?? null,
        L ?? null,
      ]),
    ),
  };
}
