import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';
import { ExportChart } from '../../export/ExportChart';
import type { CurvePoint } from '../../store/curve';
import { apart, lossDomain, smoothed } from '../../teach/curve-geometry';
import { figure, percent } from '../../teach/words';
import { useWidth } from '../../useWidth';

const HEIGHT = 84;
const MARGIN = { top: 8, right: 92, bottom: 6, left: 2 };

interface Props {
  /** None before the first step: the figure then keeps its place. */
  readonly points: readonly CurvePoint[];
  /** Total steps of the run, so that the curve shows the progress. */
  readonly steps: number;
}

/** The falling loss and the rising share of learned demonstrations in one small figure. */
export function LearningCurve({ points, steps }: Props) {
  const [ref, width] = useWidth<HTMLElement>(360);
  const smooth = smoothed(points);
  const last = smooth.at(-1);
  const x = scaleLinear([0, Math.max(steps, last?.step ?? 0)], [MARGIN.left, width - MARGIN.right]);
  const down: [number, number] = [HEIGHT - MARGIN.bottom, MARGIN.top];
  const loss = scaleLog(lossDomain(points), down);
  const exact = scaleLinear([0, 1], down);
  const lossPath = line<CurvePoint>(
    (point) => x(point.step),
    (point) => loss(point.loss),
  ).defined((point) => point.loss > 0 && Number.isFinite(point.loss));
  const exactPath = line<CurvePoint>(
    (point) => x(point.step),
    (point) => exact(point.exact),
  ).defined((point) => Number.isFinite(point.exact));
  return (
    <figure ref={ref} className="arc-learning">
      <svg
        className="chart arc-curve"
        height={HEIGHT}
        role="img"
        aria-label={
          last === undefined
            ? 'The loss by step; no step is done yet'
            : `Loss ${figure(last.loss)} on a logarithmic scale; ${percent(last.exact)} of demonstrations right`
        }
      >
        <path className="grid" d={`M${MARGIN.left} ${down[0]}H${width - MARGIN.right}`} />
        <path className="curve loss faint" d={lossPath(points) ?? ''} />
        <path className="curve loss" d={lossPath(smooth) ?? ''} />
        <path className="curve right" d={exactPath(smooth) ?? ''} />
        {last !== undefined && (
          <Labels of={last} x={x.range()[1]! + 8} y={[loss(last.loss), exact(last.exact)]} />
        )}
      </svg>
      <ExportChart
        name="Learning curve"
        table={() => ({
          columns: ['step', 'loss', 'demonstrations_exact'],
          rows: points.map(({ step, loss, exact }) => [step, loss, exact]),
        })}
      />
    </figure>
  );
}

interface LabelsProps {
  readonly of: CurvePoint;
  readonly x: number;
  /** Where both curves end. */
  readonly y: readonly [number, number];
}

/** The last figures, beside the ends of their curves. */
function Labels({ of, x, y }: LabelsProps) {
  const [lossAt, exactAt] = apart(...y, 15, HEIGHT - MARGIN.bottom);
  return (
    <>
      <text className="label loss" x={x} y={lossAt} dy="0.32em">
        loss {figure(of.loss)}
      </text>
      <text className="label right" x={x} y={exactAt} dy="0.32em">
        right {percent(of.exact)}
      </text>
    </>
  );
}
