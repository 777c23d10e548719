import { scheduleOf, statesOf, type StateName } from '../../hrm/schedule';
import { usePlayground } from '../usePlayground';
import { useWidth } from '../useWidth';

const HEIGHT = 40;
const LEFT = 26;
const ROW: Readonly<Record<StateName, number>> = { H: 11, L: 29 };
const RADIUS: Readonly<Record<StateName, number>> = { H: 4.5, L: 3 };

/** The steps of a segment beside the text: the two clocks, and the step pointed at in the figure. */
export function Beats() {
  const [ref, width] = useWidth<SVGSVGElement>(300);
  const config = usePlayground((state) => state.config);
  const pointed = usePlayground((state) => state.stepPointed);
  if (config === null) return <svg ref={ref} className="beats" height={HEIGHT} />;
  const schedule = scheduleOf(config);
  const gap = (width - LEFT - 8) / Math.max(1, schedule.length - 1);
  return (
    <svg ref={ref} className="beats" height={HEIGHT} aria-hidden="true">
      {statesOf(config).map((state) => (
        <g key={state} data-part={`z_${state}`}>
          <text x={2} y={ROW[state]} dy="0.32em">
            z
            <tspan dy="3" fontSize="9">
              {state}
            </tspan>
          </text>
          <line x1={LEFT} x2={width - 8} y1={ROW[state]} y2={ROW[state]} />
          {schedule.map(
            (step, index) =>
              step.state === state && (
                <circle
                  key={index}
                  className={index === pointed ? 'pointed' : undefined}
                  cx={LEFT + (schedule.length === 1 ? 0 : gap * index)}
                  cy={ROW[state]}
                  r={RADIUS[state]}
                />
              ),
          )}
        </g>
      ))}
    </svg>
  );
}
