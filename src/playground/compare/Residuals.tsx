import { scaleLinear } from 'd3-scale';
import { useState } from 'react';
import { AxisTicks } from '../charts/AxisTicks';
import { Gridlines } from '../charts/Gridlines';
import { ExportChart } from '../export/ExportChart';
import { FAR, pathOf, segmentTicks, twoClocks } from '../inside/geometry';
import { frameWithin } from '../measured/frame';
import { useWidth } from '../useWidth';
import { Mark } from './Mark';
import type { Contest } from './comparison';
import type { Rival } from './rivals';
import { titleOf } from './words';
import '../styles/inside.css';

const HEIGHT = 180;
const MARGIN = { top: 12, right: 10, bottom: 22, left: 34 };
/** Number of inspected segments: thoughts that come to rest have mostly done so by then. */
const SEGMENTS = 8;

interface Props {
  readonly rivals: readonly Rival[];
  readonly contests: ReadonlyMap<string, Contest>;
  readonly segment: number;
  /** Requests the inspection of this number of segments. */
  onLook(segments: number): void;
}

/**
 * The forward residuals of every module application of the compared models in one chart, as in the
 * paper's figure 3: a flat recurrence comes to rest, and HRM starts again after each slow step.
 */
export function Residuals({ rivals, contests, segment, onLook }: Props) {
  const [looks, setLooks] = useState(false);
  const [ref, width] = useWidth<SVGSVGElement>(400);
  if (!looks) {
    return (
      <p className="row">
        <button
          type="button"
          className="button"
          onClick={() => {
            setLooks(true);
            onLook(SEGMENTS);
          }}
        >
          How far does each step move?
        </button>
        <span className="whisper">The paper’s figure 3, for these models on this puzzle.</span>
      </p>
    );
  }
  const inner = rivals.map(({ id }) => contests.get(id)?.inner ?? []);
  const frame = frameWithin(width, HEIGHT, MARGIN);
  const x = scaleLinear([0, SEGMENTS], [frame.left, frame.right]);
  const y = scaleLinear([0, FAR], [frame.bottom, frame.top]).clamp(true);
  const at = Math.max(1, Math.min(segment, SEGMENTS));
  return (
    <figure className="compare-curves residuals">
      <figcaption>How far each step moves its state, by segments</figcaption>
      <svg ref={ref} className="chart still" height={HEIGHT} aria-hidden="true">
        <Gridlines ticks={[0, 0.5, 1]} left={x(0)} right={x(SEGMENTS)} y={y} />
        <AxisTicks ticks={segmentTicks(SEGMENTS)} x={(tick) => x(tick - 0.5)} y={HEIGHT - 6} />
        <rect
          className="inside-now"
          x={x(at - 1)}
          width={x(1) - x(0)}
          y={frame.top}
          height={frame.bottom - frame.top}
        />
        {inner.map((frames, index) => {
          const { turns, slow } = twoClocks(frames);
          return (
            <g key={rivals[index]!.id} className={`rival-${index}`}>
              {turns.map((turn) => (
                <path key={turn[0]!.at} className="fast" d={pathOf(turn, x, y)} />
              ))}
              <path d={pathOf(slow, x, y)} />
            </g>
          );
        })}
      </svg>
      <table className="figures">
        <caption>At the end of segment {at} a step still moves</caption>
        <tbody>
          {rivals.map(({ id, config }, index) => {
            const moves = inner[index]![at - 1]?.moves;
            const last = (level: 'H' | 'L') =>
              moves?.findLast((move) => move.level === level)?.residual.toFixed(3);
            const [slow, fast] = [last('H'), last('L')];
            return (
              <tr key={id}>
                <th scope="row">
                  <Mark index={index} />
                  {titleOf(config)}
                </th>
                <td>
                  {moves === undefined ? (contests.get(id)?.innerProblem ?? 'looking…') : slow}
                </td>
                <td className="of">{fast !== undefined && `its fast state ${fast}`}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="whisper">
        A line for the slow state, or the only one; a thin one for the fast state, broken where a
        slow step starts it again. 0 means no change; 1.41 means a state unrelated to the one
        before.
      </p>
      <ExportChart
        name="Forward residuals"
        table={() => ({
          columns: ['model', 'segment', 'step', 'module', 'residual'],
          rows: rivals.flatMap(({ config }, index) =>
            inner[index]!.flatMap(({ moves }, turn) =>
              moves.map(({ level, residual }, step) => [
                titleOf(config),
                turn + 1,
                step + 1,
                level,
                residual,
              ]),
            ),
          ),
        })}
      />
    </figure>
  );
}
