import { scaleLog } from 'd3-scale';
import type { KernelFigures } from '../../bench/kernels';
import type { Peaks } from '../../bench/peaks';
import { Gridlines } from '../charts/Gridlines';
import { useWidth } from '../useWidth';
import { figure, percent } from './report';

const HEIGHT = 240;
const MARGIN = { top: 12, right: 16, bottom: 34, left: 52 };

/**
 * Kernels under the roof of their device (S. Williams et al., 2009): operations per second over
 * operations per byte. The larger a dot, the larger its share of the time.
 */
export function Roofline({
  kernels,
  peaks,
}: {
  readonly kernels: readonly KernelFigures[];
  readonly peaks: Peaks;
}) {
  const [ref, width] = useWidth<SVGSVGElement>(640);
  const dots = kernels.flatMap(({ name, flops, bytes, gflopPerSecond, share }) =>
    gflopPerSecond === null ? [] : [{ name, share, y: gflopPerSecond, x: flops / bytes }],
  );
  if (dots.length === 0) return null;
  const { gflopPerSecond: peak, gbPerSecond: bandwidth } = peaks;
  const xs = dots.map(({ x }) => x);
  const left = Math.min(0.5, ...xs) / 2;
  const right = Math.max(100, (4 * peak) / bandwidth, ...xs) * 2;
  const low = Math.min(left * bandwidth, ...dots.map(({ y }) => y)) / 1.5;
  const high = Math.max(peak, ...dots.map(({ y }) => y)) * 1.5;
  const x = scaleLog([left, right], [MARGIN.left, width - MARGIN.right]);
  const y = scaleLog([low, high], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const ridge = peak / bandwidth;
  const roof = [
    [left, left * bandwidth],
    [ridge, peak],
    [right, peak],
  ] as const;
  return (
    <figure className="bench-roofline">
      <svg
        ref={ref}
        className="chart"
        height={HEIGHT}
        role="img"
        aria-label={`Operations a second of each kernel below the roof of the device, ${figure(peak)} GFLOP/s; the table has the figures.`}
      >
        <Gridlines
          ticks={powersOfTen(low, high)}
          left={MARGIN.left}
          right={width - MARGIN.right}
          y={y}
        />
        {powersOfTen(left, right).map((tick) => (
          <text
            key={tick}
            className="axis"
            x={x(tick)}
            y={HEIGHT - MARGIN.bottom + 16}
            textAnchor="middle"
          >
            {tick}
          </text>
        ))}
        <polyline
          className="bench-roof"
          points={roof.map(([a, b]) => `${x(a)},${y(b)}`).join(' ')}
        />
        {dots.map((dot) => (
          <circle
            key={dot.name}
            className="bench-dot"
            cx={x(dot.x)}
            cy={y(dot.y)}
            r={2.5 + 12 * Math.sqrt(dot.share ?? 0)}
          >
            <title>
              {`${dot.name}: ${figure(dot.y)} GFLOP/s, ${percent(dot.share)} of the time`}
            </title>
          </circle>
        ))}
      </svg>
      <figcaption>
        GFLOP/s over operations for each byte moved. The line shows the best rates of this device:
        memory on the slope, arithmetic on the flat part. Dots above the slope read from caches.
      </figcaption>
    </figure>
  );
}

function powersOfTen(from: number, to: number): number[] {
  const first = Math.ceil(Math.log10(from));
  const last = Math.floor(Math.log10(to));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => 10 ** (first + at));
}
