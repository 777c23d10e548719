import type { Calibration } from '../../reasoning/calibration';
import { AxisTicks } from '../charts/AxisTicks';
import { count } from '../teach/words';
import { useWidth } from '../useWidth';
import { SHARE_TICKS, ShareGrid } from './ShareGrid';
import { frameWithin } from './frame';
import { placeOf } from './place';
import { binIn, dotsOf, reliabilityScales, tenthAt } from './reliability-geometry';
import { offBy, percent } from './words';

const HEIGHT = 130;
const MARGIN = { top: 12, right: 12, bottom: 22, left: 28 };

interface Props {
  readonly title: string;
  readonly calibration: Calibration;
  /** The chosen tenth of probability. */
  readonly at: number;
  onPoint(tenth: number): void;
}

/** One set of puzzles: how sure the Q head was where it stopped, and how often it was right then. */
export function ReliabilityPanel({ title, calibration, at, onPoint }: Props) {
  const [ref, width] = useWidth<SVGSVGElement>(130);
  const frame = frameWithin(width, HEIGHT, MARGIN);
  const scales = reliabilityScales(frame);
  const { x, y } = scales;
  const read = binIn(calibration, at);
  return (
    <div className="measured-set">
      <p className="measured-title">
        <b>{title}</b>
        <span>{offBy(calibration)}</span>
      </p>
      <svg
        ref={ref}
        className="chart"
        height={HEIGHT}
        onPointerDown={(event) => onPoint(tenthAt(scales, placeOf(event)))}
        onPointerMove={(event) => onPoint(tenthAt(scales, placeOf(event)))}
      >
        <rect
          className="measured-tenth"
          x={x(at / 10)}
          width={x(0.1) - x(0)}
          y={y(1)}
          height={y(0) - y(1)}
        />
        <ShareGrid frame={frame} y={y} />
        <AxisTicks ticks={SHARE_TICKS} x={x} y={HEIGHT - 6} labelOf={(tick) => 100 * tick} />
        <line className="cursor" x1={x(0)} x2={x(1)} y1={y(0)} y2={y(1)} />
        {dotsOf(calibration, scales).map(({ bin, high, low, ...dot }) => (
          <g key={bin.from} className={bin === read ? 'measured-dot read' : 'measured-dot'}>
            <line x1={dot.x} x2={dot.x} y1={high} y2={low} />
            <circle cx={dot.x} cy={dot.y} r={dot.r} />
          </g>
        ))}
      </svg>
      {/* Two lines in either case, so that pointing moves nothing. */}
      <p className="measured-figure">
        <b>{read === null ? '–' : percent(read.right)}</b>{' '}
        <span>{read === null ? 'no answers' : `right of ${count(read.count)}`}</span>
      </p>
      <p>{read === null ? '\u00a0' : `it was ${percent(read.predicted)} sure`}</p>
    </div>
  );
}
