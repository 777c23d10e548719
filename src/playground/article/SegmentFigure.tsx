import type { CSSProperties } from 'react';
import type { HrmConfig } from '../../hrm/config';
import { scheduleOf, statesOf, type Application, type StateName } from '../../hrm/schedule';
import { useInView } from '../useInView';
import { usePlayground } from '../usePlayground';
import { useWidth } from '../useWidth';

/** Until a model is there, that of the shipped Sudoku model. */
const CYCLES = { arch: 'hrm', H_cycles: 2, L_cycles: 5 } as const;
const MARGIN = { left: 66, right: 104 };
const HEIGHT: Readonly<Record<StateName, number>> = { H: 40, L: 108 };
const PUZZLE = 156;
const RADIUS: Readonly<Record<StateName, number>> = { H: 10, L: 6 };
const PACE: Readonly<Record<StateName, string>> = { H: 'slow', L: 'fast' };

/** The steps of one segment of the model at work, in the order it makes them. */
export function SegmentFigure() {
  const [ref, width] = useWidth<SVGSVGElement>(640);
  const [figure, inView] = useInView<HTMLElement>();
  const config = usePlayground((state) => state.config) ?? CYCLES;
  const schedule = scheduleOf(config);
  const states = statesOf(config);
  const [left, right] = [MARGIN.left, width - MARGIN.right];
  const x = (index: number) => left + ((right - left) * (index + 1)) / schedule.length;
  const steps = schedule.map((step, index) => ({ ...step, x: x(index), y: HEIGHT[step.state] }));
  const end = steps.at(-1)!;
  return (
    <figure ref={figure} className={inView ? 'segment-figure moving' : 'segment-figure'}>
      <svg
        ref={ref}
        height={176}
        role="img"
        aria-label={`A segment: ${inWords(schedule)}; then the prediction.`}
        style={{ '--steps': schedule.length + 4 } as CSSProperties}
      >
        {states.map((state) => (
          <StateLabel key={state} state={state} pace={states.length > 1 ? PACE[state] : null} />
        ))}
        <text x="0" y={PUZZLE} dy="0.35em">
          the puzzle
        </text>
        {states.map((state) => {
          const own = steps.filter((step) => step.state === state);
          // What is not carried begins with its first step.
          const from = own[0]!.inputs.includes(state) ? left : own[0]!.x;
          const y = HEIGHT[state];
          return <line key={state} className="flow" x1={from} x2={own.at(-1)!.x} y1={y} y2={y} />;
        })}
        {steps.map((step, index) => {
          const before = steps[index - 1];
          return (
            <g key={step.x}>
              {step.inputs.includes('x') && (
                <line className="feed" x1={step.x} x2={step.x} y1={PUZZLE} y2={step.y} />
              )}
              {before !== undefined && before.state !== step.state && (
                <line className="flow" x1={before.x} y1={before.y} x2={step.x} y2={step.y} />
              )}
            </g>
          );
        })}
        <line
          className="feed"
          x1={left}
          x2={steps.findLast(({ inputs }) => inputs.includes('x'))!.x}
          y1={PUZZLE}
          y2={PUZZLE}
        />
        <line className="flow" x1={end.x} x2={right + 22} y1={end.y} y2={end.y} />
        {steps.map((step, index) => (
          <circle
            key={step.x}
            className="beat"
            style={{ '--at': index } as CSSProperties}
            cx={step.x}
            cy={step.y}
            r={RADIUS[step.state]}
          />
        ))}
        <text className="beat" style={{ '--at': schedule.length } as CSSProperties} y={end.y - 8}>
          <tspan x={right + 28}>a whole</tspan>
          <tspan x={right + 28} dy="16">
            grid, and Q
          </tspan>
        </text>
      </svg>
      <figcaption>
        <Caption config={config} schedule={schedule} />
      </figcaption>
    </figure>
  );
}

function Caption({
  config,
  schedule,
}: {
  readonly config: Pick<HrmConfig, 'arch'>;
  readonly schedule: readonly Application[];
}) {
  const count = (state: StateName) => schedule.filter((step) => step.state === state).length;
  const steps = schedule.length;
  switch (config.arch ?? 'hrm') {
    case 'hrm':
    case 'trm':
      return (
        <>
          One segment of the model at work: {count('L')} steps of z<sub>L</sub> and {count('H')} of
          z<sub>H</sub>. Each starts from where its own state was, and from the other state as it
          stands. Both go on into the next segment.
          {config.arch === 'trm' && ' The same layers make the steps of both.'}
        </>
      );
    case 'recurrent':
      return (
        <>
          One segment of the model at work: {steps} steps of its one state, each from where it was
          and from the puzzle. It goes on into the next segment.
        </>
      );
    case 'transformer':
      return <>The model at work answers in one pass. Nothing goes on into the next segment.</>;
    case 'deep':
      return (
        <>
          The model at work answers in one pass, {steps} times through the same layers, which are
          given the puzzle each time. Nothing goes on into the next segment.
        </>
      );
  }
}

/** A shift is in ems of its own text: 0.3 of the small letter are 0.225 of the others. */
function StateLabel({ state, pace }: { readonly state: StateName; readonly pace: string | null }) {
  return (
    <text x="0" y={HEIGHT[state]} dy="0.35em">
      z
      {pace !== null && (
        <>
          <tspan dy="0.3em" fontSize="0.75em">
            {state}
          </tspan>
          <tspan dy="-0.225em">, {pace}</tspan>
        </>
      )}
    </text>
  );
}

/** "5 fast steps, a slow one, 5 fast steps, a slow one"; "3 steps" where there is one state. */
function inWords(schedule: readonly Application[]): string {
  if (schedule.every(({ state }) => state === 'H')) {
    return schedule.length === 1 ? 'one step' : `${schedule.length} steps`;
  }
  const turns = schedule
    .map(({ state }) => state)
    .join('')
    .split('H')
    .filter((turn) => turn !== '');
  return turns.map(({ length }) => `${length} fast steps, a slow one`).join(', ');
}
