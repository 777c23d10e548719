import type { CSSProperties } from 'react';
import type { Level } from '../../hrm/parameters';
import { applicationsOf } from '../../hrm/segment';
import { usePlayground } from '../usePlayground';
import { useWidth } from '../useWidth';

/** Until a model is there, that of the shipped Sudoku model. */
const CYCLES = { H_cycles: 2, L_cycles: 5 };
const MARGIN = { left: 66, right: 104 };
const HEIGHT: Readonly<Record<Level, number>> = { H: 40, L: 108 };
const PUZZLE = 156;
const RADIUS: Readonly<Record<Level, number>> = { H: 10, L: 6 };

/** The steps of one segment of the model at work, in the order it makes them. */
export function SegmentFigure() {
  const [ref, width] = useWidth<SVGSVGElement>(640);
  const config = usePlayground((state) => state.config);
  const levels = applicationsOf(config ?? CYCLES);
  const [left, right] = [MARGIN.left, width - MARGIN.right];
  const x = (index: number) => left + ((right - left) * (index + 1)) / levels.length;
  const steps = levels.map((level, index) => ({ level, x: x(index), y: HEIGHT[level] }));
  const count = (level: Level) => levels.filter((each) => each === level).length;
  const end = steps.at(-1)!;
  return (
    <figure className="segment-figure">
      <svg
        ref={ref}
        height={176}
        role="img"
        aria-label={`A segment: ${inWords(levels)}; then the prediction.`}
        style={{ '--steps': levels.length + 4 } as CSSProperties}
      >
        <StateName level="H" pace="slow" />
        <StateName level="L" pace="fast" />
        <text x="0" y={PUZZLE} dy="0.35em">
          the puzzle
        </text>
        {(['H', 'L'] as const).map((level) => (
          <line
            key={level}
            className="flow"
            x1={left}
            x2={steps.findLast((step) => step.level === level)!.x}
            y1={HEIGHT[level]}
            y2={HEIGHT[level]}
          />
        ))}
        {steps.map((step, index) => {
          const before = steps[index - 1];
          return (
            <g key={step.x}>
              {step.level === 'L' && (
                <line className="feed" x1={step.x} x2={step.x} y1={PUZZLE} y2={step.y} />
              )}
              {before !== undefined && before.level !== step.level && (
                <line className="flow" x1={before.x} y1={before.y} x2={step.x} y2={step.y} />
              )}
            </g>
          );
        })}
        <line
          className="feed"
          x1={left}
          x2={steps.findLast(({ level }) => level === 'L')!.x}
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
            r={RADIUS[step.level]}
          />
        ))}
        <text className="beat" style={{ '--at': levels.length } as CSSProperties} y={end.y - 8}>
          <tspan x={right + 28}>a whole</tspan>
          <tspan x={right + 28} dy="16">
            grid, and Q
          </tspan>
        </text>
      </svg>
      <figcaption>
        One segment of the model at work: {count('L')} steps of z<sub>L</sub> and {count('H')} of z
        <sub>H</sub>. Each starts from where its own state was, and from the other state as it
        stands. Both go on into the next segment.
      </figcaption>
    </figure>
  );
}

/** A shift is in ems of its own text: 0.3 of the small letter are 0.225 of the others. */
function StateName({ level, pace }: { readonly level: Level; readonly pace: string }) {
  return (
    <text x="0" y={HEIGHT[level]} dy="0.35em">
      z
      <tspan dy="0.3em" fontSize="0.75em">
        {level}
      </tspan>
      <tspan dy="-0.225em">, {pace}</tspan>
    </text>
  );
}

/** "5 fast steps, a slow one, 5 fast steps, a slow one". */
function inWords(levels: readonly Level[]): string {
  const turns = levels
    .join('')
    .split('H')
    .filter((turn) => turn !== '');
  return turns.map(({ length }) => `${length} fast steps, a slow one`).join(', ');
}
