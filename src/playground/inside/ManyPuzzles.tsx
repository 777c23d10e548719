import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';
import { use } from 'react';
import { AxisTicks } from '../charts/AxisTicks';
import { Gridlines } from '../charts/Gridlines';
import { ExportChart } from '../export/ExportChart';
import { loadMeasured } from '../measured/load';
import { useWidth } from '../useWidth';
import { controlWords, hasTwoStates, manyWords } from './many-words';

const HEIGHT = 118;
/** Space for a name, in pixels. */
const LABEL = 15;
const MARGIN = { top: 8, right: 34, bottom: 20, left: 30 };

/** Participation ratios over more and more puzzles, measured for a shipped model. */
export function ManyPuzzles({ folder }: { readonly folder: string }) {
  const measured = use(loadMeasured(folder));
  const [ref, width] = useWidth<SVGSVGElement>(400);
  if (measured?.inside === undefined || !hasTwoStates(measured.inside)) return null;
  const { inside, sets = {} } = measured;
  const { participation, count, set, untrained } = inside;
  const x = scaleLog([1, Math.max(2, count)], [MARGIN.left, width - MARGIN.right]);
  const control = untrained?.participation ?? [];
  const most = Math.max(...[...participation, ...control].flatMap(({ H, L }) => [H, L]));
  const y = scaleLinear([0, most * 1.1], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const ends = endLabels(y(participation.at(-1)!.H), y(participation.at(-1)!.L));
  const words = `${manyWords(inside, sets[set]?.title ?? set)} ${controlWords(inside)}`.trim();
  return (
    <>
      <svg ref={ref} className="chart still" height={HEIGHT} role="img" aria-label={words}>
        <Gridlines ticks={y.ticks(3)} left={x(1)} right={width - MARGIN.right} y={y} />
        <AxisTicks ticks={participation.map(({ puzzles }) => puzzles)} x={x} y={HEIGHT - 4} />
        {(['H', 'L'] as const).map((level) => (
          <g key={level}>
            {control.length > 0 && (
              <Band
                className={level === 'H' ? 'untrained-slow' : 'untrained-fast'}
                left={x(1)}
                right={width - MARGIN.right}
                ends={control.map((each) => y(each[level]))}
              />
            )}
            <path
              className={level === 'H' ? 'inside-slow' : 'inside-fast'}
              d={
                line<(typeof participation)[number]>(
                  ({ puzzles }) => x(puzzles),
                  (each) => y(each[level]),
                ).digits(1)(participation) ?? ''
              }
            />
            <text className="axis" x={width - MARGIN.right + 6} y={ends[level]} dy="0.32em">
              z
              <tspan dy="3" fontSize="9">
                {level}
              </tspan>
            </text>
          </g>
        ))}
      </svg>
      <p className="inside-key whisper" aria-hidden="true">
        participation ratio, by the number of puzzles
        {control.length > 0 && '; bands: untrained models'}
      </p>
      <p className="whisper">{words}</p>
      <ExportChart
        name="Participation ratios over many puzzles"
        table={() => ({
          columns: ['puzzles', 'participation_H', 'participation_L'],
          rows: participation.map(({ puzzles, H, L }) => [puzzles, H, L]),
        })}
      />
    </>
  );
}

/** Between the smallest and the largest measured number of puzzles. */
function Band({
  className,
  left,
  right,
  ends,
}: {
  readonly className: string;
  readonly left: number;
  readonly right: number;
  readonly ends: readonly number[];
}) {
  const [top, bottom] = [Math.min(...ends), Math.max(...ends)];
  return (
    <rect
      className={className}
      x={left}
      width={right - left}
      y={top}
      height={Math.max(1, bottom - top)}
    />
  );
}

/** Positions of the names of two lines: beside their ends, but never over each other. */
function endLabels(H: number, L: number): Readonly<Record<'H' | 'L', number>> {
  const push = Math.max(0, LABEL - Math.abs(H - L)) / 2;
  return H < L ? { H: H - push, L: L + push } : { H: H + push, L: L - push };
}
