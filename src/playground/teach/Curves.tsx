import { scaleLinear, scaleLog, type ScaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { useState, type PointerEvent } from 'react';
import type { EvalResult } from '../../worker/lesson-protocol';
import { AxisTicks } from '../charts/AxisTicks';
import { InPlace } from '../controls/InPlace';
import { ExportChart } from '../export/ExportChart';
import type { Table } from '../export/table';
import type { Curve, CurvePoint } from '../store/curve';
import { evalScore, type Lesson } from '../store/lesson-state';
import { useWidth } from '../useWidth';
import { apart, lossDomain, nearest, smoothed } from './curve-geometry';
import { count, figure, percent } from './words';

const HEIGHT = 104;
const MARGIN = { top: 10, right: 86, bottom: 6, left: 40 };
const AXIS = 16;

/** The curves of a lesson: training loss, and shares of whole puzzles right, by step. */
export function Curves({ lesson }: { readonly lesson: Lesson }) {
  const { curve, evalResults, step } = lesson;
  const [ref, width] = useWidth<HTMLDivElement>(400);
  const [pointed, setPointed] = useState<number | null>(null);
  const x = scaleLinear([0, Math.max(step, 20)], [MARGIN.left, width - MARGIN.right]);
  const onPointer = (event: PointerEvent) => {
    const left = event.currentTarget.getBoundingClientRect().left;
    setPointed(x.invert(event.clientX - left));
  };
  const at = pointed === null ? null : nearest(curve.points, pointed);
  return (
    <figure
      className="curves"
      ref={ref}
      onPointerMove={onPointer}
      onPointerLeave={() => setPointed(null)}
    >
      <LossCurve curve={curve} x={x} at={at} />
      <ShareCurves curve={curve} evalResults={evalResults} x={x} at={at} />
      <figcaption className="whisper">
        <InPlace usual={CAPTION}>{at === null ? null : wordsAt(at, evalResults)}</InPlace>
      </figcaption>
      <ExportChart name="The lesson" table={() => lessonTable(lesson)} />
    </figure>
  );
}

/** The curves by step; results on unseen puzzles are at the steps of their evaluations. */
function lessonTable({ curve: { points, stride }, evalResults }: Lesson): Table {
  const steps = [...new Set([...points, ...evalResults].map(({ step }) => step))].sort(
    (a, b) => a - b,
  );
  return {
    columns: ['step', 'steps_averaged', 'loss', 'batch_exact', 'unseen_exact', 'unseen_puzzles'],
    rows: steps.map((step) => {
      const point = points.find((each) => each.step === step);
      const exam = evalResults.find((each) => each.step === step);
      const unseen = exam === undefined ? [null, null] : [evalScore(exam), exam.puzzles];
      return [step, stride, point?.loss ?? null, point?.exact ?? null, ...unseen];
    }),
  };
}

const CAPTION =
  'Above, the training loss on a logarithmic scale; below, whole puzzles right: of the training batch, and of unseen puzzles.';

function wordsAt(at: CurvePoint, evalResults: readonly EvalResult[]): string {
  const evalResult = nearest(evalResults, at.step);
  const unseen = evalResult === null ? '' : `, unseen ${percent(evalScore(evalResult))}`;
  return `Step ${count(at.step)}: loss ${figure(at.loss)}, batch ${percent(at.exact)}${unseen}.`;
}

type Scale = ScaleLinear<number, number>;

interface CurveProps {
  readonly curve: Curve;
  readonly x: Scale;
  readonly at: CurvePoint | null;
}

function LossCurve({ curve: { points }, x, at }: CurveProps) {
  const y = scaleLog(lossDomain(points), [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const label = y.tickFormat(3, '~g');
  const path = line<CurvePoint>(
    (point) => x(point.step),
    (point) => y(point.loss),
  ).defined(({ loss }) => loss > 0 && Number.isFinite(loss));
  const smooth = smoothed(points);
  const [first, last] = [points[0], smooth.at(-1)];
  const course = first && last ? `, ${figure(first.loss)} at first, now ${figure(last.loss)}` : '';
  return (
    <svg className="chart" height={HEIGHT} role="img" aria-label={`Training loss${course}`}>
      {y.ticks(3).map((tick) => {
        const text = label(tick);
        return text === '' ? null : <Rule key={tick} x={x} y={y(tick)} text={text} />;
      })}
      {at !== null && <Cursor x={x(at.step)} />}
      <path className="curve loss faint" d={path(points) ?? ''} />
      <path className="curve loss" d={path(smooth) ?? ''} />
      {last !== undefined && last.loss > 0 && (
        <text className="label loss" x={x.range()[1]! + 8} y={y(last.loss)} dy="0.32em">
          loss {figure(last.loss)}
        </text>
      )}
    </svg>
  );
}

function ShareCurves({
  curve,
  evalResults,
  x,
  at,
}: CurveProps & { readonly evalResults: readonly EvalResult[] }) {
  const { points } = curve;
  const y = scaleLinear([0, 1], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const batch = line<CurvePoint>(
    (point) => x(point.step),
    (point) => y(point.exact),
  );
  const unseen = line<EvalResult>(
    (evalResult) => x(evalResult.step),
    (evalResult) => y(evalScore(evalResult)),
  );
  const lastEval = evalResults.at(-1);
  const smooth = smoothed(points);
  const last = smooth.at(-1);
  const [unseenAt, batchAt] = apart(
    y(lastEval === undefined ? 1 : evalScore(lastEval)),
    y(last?.exact ?? 0),
    15,
    y(0),
  );
  return (
    <svg
      className="chart"
      height={HEIGHT + AXIS}
      role="img"
      aria-label={`Whole puzzles right${last ? `, now ${percent(last.exact)} of the training batch` : ''}${lastEval ? `, ${percent(evalScore(lastEval))} of ${count(lastEval.puzzles)} unseen ones` : ''}`}
    >
      {[0, 0.5, 1].map((tick) => (
        <Rule key={tick} x={x} y={y(tick)} text={`${100 * tick} %`} />
      ))}
      <AxisTicks
        ticks={x.ticks(4).filter((tick) => Number.isInteger(tick) && tick > 0)}
        x={x}
        y={HEIGHT + AXIS - 3}
        labelOf={(tick) => count(tick)}
      />
      <text
        className="axis"
        x={x.range()[1]! + MARGIN.right}
        y={HEIGHT + AXIS - 3}
        textAnchor="end"
      >
        steps
      </text>
      {at !== null && <Cursor x={x(at.step)} />}
      <path className="curve batch faint" d={batch(points) ?? ''} />
      <path className="curve batch" d={batch(smooth) ?? ''} />
      <path className="curve right" d={unseen(evalResults) ?? ''} />
      {lastEval !== undefined && (
        <>
          <circle className="point right" cx={x(lastEval.step)} cy={y(evalScore(lastEval))} r={3} />
          <text className="label right" x={x.range()[1]! + 8} y={unseenAt} dy="0.32em">
            unseen {percent(evalScore(lastEval))}
          </text>
        </>
      )}
      {last !== undefined && (
        <text className="label batch" x={x.range()[1]! + 8} y={batchAt} dy="0.32em">
          batch {percent(last.exact)}
        </text>
      )}
    </svg>
  );
}

interface RuleProps {
  readonly x: Scale;
  readonly y: number;
  readonly text: string;
}

function Rule({ x, y, text }: RuleProps) {
  const [left, right] = x.range() as [number, number];
  return (
    <g>
      <line className="grid" x1={left} x2={right} y1={y} y2={y} />
      <text className="axis" x={left - 6} y={y} dy="0.32em" textAnchor="end">
        {text}
      </text>
    </g>
  );
}

function Cursor({ x }: { readonly x: number }) {
  return <line className="cursor" x1={x} x2={x} y1={MARGIN.top} y2={HEIGHT - MARGIN.bottom} />;
}
