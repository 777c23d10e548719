import { useEffect, useMemo, useState } from 'react';
import type { Measured } from '../../reasoning/measured';
import { AxisTicks } from '../charts/AxisTicks';
import { ShareGrid } from '../measured/ShareGrid';
import { bandPath, depthScales, depthTicks, sharePath } from '../measured/depth-geometry';
import { frameWithin } from '../measured/frame';
import { useWidth } from '../useWidth';
import { Mark } from './Mark';
import { curvesOf, setsIn, type DepthCurve } from './curves';
import { loadRivalMeasured, type Rival } from './rivals';
import { titleOf } from './words';

const HEIGHT = 170;
const MARGIN = { top: 12, right: 10, bottom: 22, left: 34 };

/** The measured depth curves of the compared models in one chart, with their 95 % intervals. */
export function DepthCurves({
  rivals,
  segment,
}: {
  readonly rivals: readonly Rival[];
  readonly segment: number;
}) {
  const measured = useMeasured(useMemo(() => rivals.map(({ id }) => id), [rivals]));
  const [asked, setAsked] = useState<string | null>(null);
  const [ref, width] = useWidth<SVGSVGElement>(400);
  const sets = setsIn(measured.filter((each) => each !== null));
  const set = sets.find(({ id }) => id === asked) ?? sets[0];
  if (set === undefined) return null;
  const curves = curvesOf(measured, set.id);
  const segments = Math.max(...curves.map((curve) => curve?.solved.length ?? 0));
  const frame = frameWithin(width, HEIGHT, MARGIN);
  const scales = depthScales(segments, frame);
  const at = Math.max(1, Math.min(segment, segments));
  return (
    <figure className="compare-curves">
      <figcaption>
        Whole puzzles solved, by segments{' '}
        <select
          aria-label="Puzzles measured on"
          value={set.id}
          onChange={(event) => setAsked(event.target.value)}
        >
          {sets.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </figcaption>
      <svg ref={ref} className="chart still" height={HEIGHT} aria-hidden="true">
        <ShareGrid frame={frame} y={scales.y} />
        <AxisTicks ticks={depthTicks(segments)} x={scales.x} y={HEIGHT - 6} />
        <line
          className="cursor"
          x1={scales.x(at)}
          x2={scales.x(at)}
          y1={frame.top}
          y2={frame.bottom}
        />
        {curves.map(
          (curve, index) =>
            curve && (
              <g key={rivals[index]!.id} className={`rival-${index}`}>
                <path className="band" d={bandPath(curve.solved, scales)} />
                <path d={sharePath(curve.solved, scales)} />
              </g>
            ),
        )}
      </svg>
      <Figures rivals={rivals} curves={curves} at={at} />
    </figure>
  );
}

function Figures({
  rivals,
  curves,
  at,
}: {
  readonly rivals: readonly Rival[];
  readonly curves: readonly (DepthCurve | null)[];
  readonly at: number;
}) {
  return (
    <div className="scroll">
      <table className="figures">
        <caption>After segment {at}, with 95 % intervals</caption>
        <tbody>
          {rivals.map(({ id, config }, index) => {
            const curve = curves[index];
            const now = curve?.solved[Math.min(at, curve.solved.length) - 1];
            return (
              <tr key={id}>
                <th scope="row">
                  <Mark index={index} />
                  {titleOf(config)}
                </th>
                <td>{now === undefined ? 'not measured' : percent(now.share)}</td>
                <td className="of">
                  {now?.bounds && `${percent(now.bounds[0])} to ${percent(now.bounds[1])}`}
                </td>
                <td className="of">{curve && `${curve.count.toLocaleString('en')} puzzles`}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** The measurements of each, in order; `null` while they are loading or if there are none. */
function useMeasured(ids: readonly string[]): readonly (Measured | null)[] {
  const [found, setFound] = useState<ReadonlyMap<string, Measured | null>>(new Map());
  useEffect(() => {
    let gone = false;
    for (const id of ids) {
      loadRivalMeasured(id).then(
        (measured) => gone || setFound((known) => new Map(known).set(id, measured)),
        console.error,
      );
    }
    return () => {
      gone = true;
    };
  }, [ids]);
  return ids.map((id) => found.get(id) ?? null);
}
