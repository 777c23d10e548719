import { AxisTicks } from '../charts/AxisTicks';
import { Mark } from '../compare/Mark';
import { ShareGrid } from '../measured/ShareGrid';
import {
  bandPath,
  depthScales,
  depthTicks,
  segmentAt,
  sharePath,
} from '../measured/depth-geometry';
import { frameWithin } from '../measured/frame';
import { placeOf } from '../measured/place';
import { solvedAfter, type Depth } from '../measured/sets';
import type { useReading } from '../measured/useReading';
import { percent, withBounds } from '../measured/words';
import { useWidth } from '../useWidth';
import type { EvaluationRun } from './evaluations';
import { figuresOf, solvedOf, stopOf } from './tables';
import { thinkingWords } from './words';

const HEIGHT = 190;
const MARGIN = { top: 12, right: 12, bottom: 22, left: 34 };

interface Props {
  readonly runs: readonly EvaluationRun[];
  /** Earlier measurements, drawn below the runs. */
  readonly before: { readonly title: string; readonly depth: Depth } | null;
  /** The largest number of segments. */
  readonly last: number;
  readonly reading: ReturnType<typeof useReading>;
}

/** The curves of all runs over segments, with their intervals, and the figures at one segment. */
export function RunChart({ runs, before, last, reading: { at, point, keys } }: Props) {
  const [ref, width] = useWidth<SVGSVGElement>(400);
  const frame = frameWithin(width, HEIGHT, MARGIN);
  const scales = depthScales(last, frame);
  const { x, y } = scales;
  const drawn = runs.flatMap((run, index) => {
    const figures = figuresOf(run, Math.min(at, run.order.segments));
    return figures === null ? [] : [{ run, index, figures }];
  });
  const said = drawn.map(
    ({ run, figures }) => `${run.title} ${percent(readAt(solvedOf(figures), at).share)}`,
  );
  const toPoint = (event: { currentTarget: Element; clientX: number }) =>
    point(segmentAt(scales, placeOf(event), last));
  return (
    <>
      <svg
        ref={ref}
        className="chart evaluate-chart"
        height={HEIGHT}
        role="slider"
        tabIndex={0}
        aria-label="Segments after which the figures are read"
        aria-valuemin={1}
        aria-valuemax={last}
        aria-valuenow={at}
        aria-valuetext={`${at} of ${last}: ${said.join(', ')}`}
        onPointerDown={toPoint}
        onPointerMove={toPoint}
        {...keys}
      >
        <ShareGrid frame={frame} y={y} />
        <AxisTicks ticks={depthTicks(last)} x={x} y={HEIGHT - 6} />
        <line className="cursor" x1={x(at)} x2={x(at)} y1={frame.top} y2={frame.bottom} />
        {before !== null && (
          <path
            className="evaluate-before"
            d={sharePath(before.depth.solved.slice(0, last), scales)}
          />
        )}
        {drawn.map(({ run, index, figures }) => {
          const solved = solvedOf(figures);
          const stop = stopOf(figures);
          return (
            <g key={run.number} className={`rival-${index}`}>
              <path className="band" d={bandPath(solved, scales)} />
              <path d={sharePath(solved, scales)} />
              <circle className="evaluate-stop" cx={x(stop.segments)} cy={y(stop.share)} r={4} />
            </g>
          );
        })}
      </svg>
      <table className="figures evaluate-figures">
        <caption>
          Solved after {at === 1 ? '1 segment' : `${at} segments`}, with 95 % intervals; the ring is
          where it stops by itself
        </caption>
        <tbody>
          {drawn.map(({ run, index, figures }) => {
            const stop = stopOf(figures);
            const how = thinkingWords(run);
            return (
              <tr key={run.number}>
                <th scope="row">
                  <Mark index={index} />
                  {run.title}
                  <span className="of">
                    {[run.puzzles, how].filter((word) => word !== '').join(', ')}
                  </span>
                </th>
                <td>{withBounds(readAt(solvedOf(figures), at))}</td>
                <td className="of">
                  stops: {percent(stop.share)} after {stop.segments.toFixed(1)}
                </td>
                <td className="of">{figures.count.toLocaleString('en')}</td>
              </tr>
            );
          })}
          {before !== null && (
            <tr>
              <th scope="row">
                <svg className="compare-mark" aria-hidden="true">
                  <path className="evaluate-before" d="M0 6h22" />
                </svg>
                {before.title}
                <span className="of">measured before it was shipped</span>
              </th>
              <td>{withBounds(solvedAfter(before.depth, at))}</td>
              <td className="of">
                stops: {percent(before.depth.stop.share)} after{' '}
                {before.depth.stop.segments.toFixed(1)}
              </td>
              <td className="of">{before.depth.count.toLocaleString('en')}</td>
            </tr>
          )}
        </tbody>
      </table>
    </>
  );
}

/** The share solved at a segment; a shorter run gives its last one. */
const readAt = <T,>(solved: readonly T[], at: number): T =>
  solved[Math.min(at, solved.length) - 1]!;
