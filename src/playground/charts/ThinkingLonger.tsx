import { scaleLinear } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import { useMemo } from 'react';
import { ExportChart } from '../export/ExportChart';
import { puzzleOf } from '../store/puzzle';
import { segmentOf } from '../store/selectors';
import { traceOf } from '../store/thought';
import { usePlayground } from '../usePlayground';
import { useWidth } from '../useWidth';
import { useParts } from '../worlds/useParts';
import { AxisTicks } from './AxisTicks';
import { Gridlines } from './Gridlines';

const HEIGHT = 132;
const MARGIN = { top: 10, right: 46, bottom: 20, left: 30 };

/** The effect of more segments on this puzzle: right cells and wrong cells by segment. */
export function ThinkingLonger() {
  const [ref, width] = useWidth<SVGSVGElement>(400);
  const { report, chart } = useParts();
  const board = usePlayground((state) => state.board);
  const puzzle = usePlayground(puzzleOf);
  const trace = usePlayground(traceOf);
  const limit = usePlayground((state) => state.limit);
  const segment = usePlayground(segmentOf);
  const seek = usePlayground((state) => state.seek);
  const reports = useMemo(
    () => (trace?.frames ?? []).slice(0, limit).map((frame) => report(frame, puzzle, board)),
    [trace, limit, report, board, puzzle],
  );
  const texts = useMemo(() => chart(puzzle, board), [chart, puzzle, board]);
  const known = reports.every(({ right }) => right !== null);
  const x = scaleLinear([0, Math.max(limit, 4)], [MARGIN.left, width - MARGIN.right]);
  const curve = (values: readonly number[]) =>
    line<number>((_, index) => x(index + 1), y).curve(curveStepAfter)(values) ?? '';
  const right = reports.map((report) => report.right ?? 0);
  const wrong = reports.map((report) => report.wrong);
  // A model that has learned little is wrong everywhere, so even given cells may be wrong.
  const y = scaleLinear(
    [0, Math.max(texts.asked, ...wrong, 1)],
    [HEIGHT - MARGIN.bottom, MARGIN.top],
  );
  const labels = [
    ...(known && right.length > 0
      ? [{ text: texts.right, at: y(right.at(-1)!), kind: 'right' }]
      : []),
    ...(wrong.length > 0 ? [{ text: texts.wrong, at: y(wrong.at(-1)!), kind: 'wrong' }] : []),
  ];

  return (
    <section className="panel" aria-label="Thinking longer">
      <svg
        ref={ref}
        className="chart"
        height={HEIGHT}
        role="img"
        aria-label={`Cells ${texts.right} after each segment: ${right.join(', ')} of ${texts.asked}. Cells ${texts.wrong}: ${wrong.join(', ')}.`}
        onClick={(event) => {
          const left = event.currentTarget.getBoundingClientRect().left;
          seek(x.invert(event.clientX - left));
        }}
      >
        <Gridlines ticks={y.ticks(3)} left={MARGIN.left} right={width - MARGIN.right} y={y} />
        <AxisTicks
          ticks={x.ticks(5).filter((tick) => Number.isInteger(tick) && tick > 0)}
          x={x}
          y={HEIGHT - 4}
        />
        {segment > 0 && (
          <line className="cursor" x1={x(segment)} x2={x(segment)} y1={MARGIN.top} y2={y(0)} />
        )}
        {known && <path className="curve right" d={curve(right)} />}
        <path className="curve wrong" d={curve(wrong)} />
        {known && right[segment - 1] !== undefined && (
          <circle className="point right" cx={x(segment)} cy={y(right[segment - 1]!)} r={3.5} />
        )}
        {wrong[segment - 1] !== undefined && (
          <circle className="point wrong" cx={x(segment)} cy={y(wrong[segment - 1]!)} r={3.5} />
        )}
        {labels.map(({ text, at, kind }) => (
          <text key={text} className={`label ${kind}`} x={x(limit) + 6} y={at} dy="0.32em">
            {text}
          </text>
        ))}
      </svg>
      <p className="whisper">{texts.caption}</p>
      <ExportChart
        name="Thinking longer"
        table={() => ({
          columns: ['segment', 'right', 'wrong', 'asked', 'solved'],
          rows: reports.map(({ right, wrong, solved }, at) => [
            ...[at + 1, right, wrong, texts.asked],
            solved,
          ]),
        })}
      />
    </section>
  );
}
