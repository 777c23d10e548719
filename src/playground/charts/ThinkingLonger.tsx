import { scaleLinear } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import { useMemo } from 'react';
import { geometryOf, givensOf } from '../store/puzzle';
import { report, segmentOf } from '../store/selectors';
import { traceOf } from '../store/thought';
import { usePlayground } from '../usePlayground';
import { useWidth } from '../useWidth';

const HEIGHT = 132;
const MARGIN = { top: 10, right: 46, bottom: 20, left: 30 };

/** What more thinking buys on this puzzle: cells right, and cells that break a rule, by segment. */
export function ThinkingLonger() {
  const [ref, width] = useWidth<SVGSVGElement>(400);
  const geometry = usePlayground(geometryOf);
  const givens = usePlayground(givensOf);
  const trace = usePlayground(traceOf);
  const limit = usePlayground((state) => state.limit);
  const segment = usePlayground(segmentOf);
  const seek = usePlayground((state) => state.seek);
  const reports = useMemo(
    () => (trace?.frames ?? []).slice(0, limit).map((frame) => report(frame, givens, geometry)),
    [trace, limit, geometry, givens],
  );
  const blanks = givens.filter((digit) => digit === 0).length;
  const known = reports.every(({ right }) => right !== null);
  const x = scaleLinear([0, Math.max(limit, 4)], [MARGIN.left, width - MARGIN.right]);
  const curve = (values: readonly number[]) =>
    line<number>((_, index) => x(index + 1), y).curve(curveStepAfter)(values) ?? '';
  const right = reports.map((report) => report.right ?? 0);
  const broken = reports.map((report) => report.broken.size);
  // A model that has learned little misreads givens too, so more than the blanks may be broken.
  const y = scaleLinear([0, Math.max(blanks, ...broken, 1)], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const labels = [
    ...(known && right.length > 0 ? [{ text: 'right', at: y(right.at(-1)!), kind: 'right' }] : []),
    ...(broken.length > 0 ? [{ text: 'broken', at: y(broken.at(-1)!), kind: 'wrong' }] : []),
  ];

  return (
    <section className="panel" aria-label="Thinking longer">
      <h2>Thinking longer</h2>
      <svg
        ref={ref}
        className="chart"
        height={HEIGHT}
        role="img"
        aria-label={`Cells right after each segment: ${right.join(', ')} of ${blanks}. Cells that break a rule: ${broken.join(', ')}.`}
        onClick={(event) => {
          const left = event.currentTarget.getBoundingClientRect().left;
          seek(x.invert(event.clientX - left));
        }}
      >
        {y.ticks(3).map((tick) => (
          <g key={tick}>
            <line className="grid" x1={x.range()[0]} x2={x.range()[1]} y1={y(tick)} y2={y(tick)} />
            <text className="axis" x={MARGIN.left - 6} y={y(tick)} dy="0.32em" textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {x
          .ticks(5)
          .filter((tick) => Number.isInteger(tick) && tick > 0)
          .map((tick) => (
            <text key={tick} className="axis" x={x(tick)} y={HEIGHT - 4} textAnchor="middle">
              {tick}
            </text>
          ))}
        {segment > 0 && (
          <line className="cursor" x1={x(segment)} x2={x(segment)} y1={MARGIN.top} y2={y(0)} />
        )}
        {known && <path className="curve right" d={curve(right)} />}
        <path className="curve wrong" d={curve(broken)} />
        {known && right[segment - 1] !== undefined && (
          <circle className="point right" cx={x(segment)} cy={y(right[segment - 1]!)} r={3.5} />
        )}
        {broken[segment - 1] !== undefined && (
          <circle className="point wrong" cx={x(segment)} cy={y(broken[segment - 1]!)} r={3.5} />
        )}
        {labels.map(({ text, at, kind }) => (
          <text key={text} className={`label ${kind}`} x={x(limit) + 6} y={at} dy="0.32em">
            {text}
          </text>
        ))}
      </svg>
      <p className="whisper">
        {known
          ? `Of the ${blanks} blanks: how many cells are right, and how many break a rule, after each segment.`
          : 'Cells that break a rule after each segment; without one solution nothing can be called right.'}{' '}
        Try this: drag the limit to 2, then to 32.
      </p>
    </section>
  );
}
