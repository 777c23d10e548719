import { plural } from '../../puzzles/plural';
import { AxisTicks } from '../charts/AxisTicks';
import { useWidth } from '../useWidth';
import { ShareGrid } from './ShareGrid';
import { bandPath, depthScales, depthTicks, segmentAt, sharePath } from './depth-geometry';
import { frameWithin } from './frame';
import { placeOf } from './place';
import { pairFor, solvedAfter, type SetShown } from './sets';
import { between, percent, puzzles, stopWords } from './words';

const HEIGHT = 132;
const MARGIN = { top: 20, right: 8, bottom: 22, left: 28 };

interface Props {
  readonly set: SetShown;
  /** Segments on the axis. */
  readonly segments: number;
  /** The chosen segment. */
  readonly at: number;
  /** The ACT limit, at most the end of the axis. */
  readonly limit: number;
  readonly numChains: number;
  onPoint(segment: number): void;
}

/** One set of puzzles: the share solved against segments, and its figures in words. */
export function DepthPanel({ set, segments, at, limit, numChains, onPoint }: Props) {
  const [ref, width] = useWidth<SVGSVGElement>(130);
  const frame = frameWithin(width, HEIGHT, MARGIN);
  const scales = depthScales(segments, frame);
  const { x, y } = scales;
  const { strong, faint } = pairFor(set, numChains);
  const again = set.again?.depths.find(({ chains }) => chains === strong.chains);
  const now = solvedAfter(strong, at);
  return (
    <div className="measured-set">
      <p className="measured-title">
        <b>{set.title}</b>
        <span>
          {puzzles(strong.count)}
          {numChains > strong.chains && strong.chains === 1 && ', one chain'}
        </span>
      </p>
      <svg
        ref={ref}
        className="chart"
        height={HEIGHT}
        onPointerDown={(event) => onPoint(segmentAt(scales, placeOf(event), segments))}
        onPointerMove={(event) => onPoint(segmentAt(scales, placeOf(event), segments))}
      >
        <ShareGrid frame={frame} y={y} />
        <AxisTicks ticks={depthTicks(segments)} x={x} y={HEIGHT - 6} />
        <line className="measured-limit" x1={x(limit)} x2={x(limit)} y1={8} y2={y(0)} />
        {at !== limit && <line className="cursor" x1={x(at)} x2={x(at)} y1={frame.top} y2={y(0)} />}
        {faint !== null && (
          <path className="curve right faint" d={sharePath(faint.solved, scales)} />
        )}
        <path className="measured-band" d={bandPath(strong.solved, scales)} />
        <path className="curve right" d={sharePath(strong.solved, scales)} />
        {again !== undefined && (
          <path className="curve right again" d={sharePath(again.solved, scales)} />
        )}
        <circle
          className="measured-stop"
          cx={x(strong.stop.segments)}
          cy={y(strong.stop.share)}
          r={4}
        />
        <circle
          className="point right"
          cx={x(Math.min(at, strong.solved.length))}
          cy={y(now.share)}
          r={3.5}
        />
      </svg>
      <p className="measured-figure">
        <b>{percent(now.share)}</b> {now.bounds !== null && <span>{between(now.bounds)}</span>}
      </p>
      {(faint !== null || again !== undefined) && (
        <p className="measured-faint">
          {faint !== null && (
            <span>
              {plural(faint.chains, 'chain')}: {percent(solvedAfter(faint, at).share)}
              {faint.count !== strong.count && ` of ${faint.count}`}
            </span>
          )}
          {again !== undefined && (
            <span>starting over: {percent(solvedAfter(again, at).share)}</span>
          )}
        </p>
      )}
      <p className="measured-stops">
        <span className="measured-ring" aria-hidden="true" /> {stopWords(strong)}
      </p>
    </div>
  );
}
