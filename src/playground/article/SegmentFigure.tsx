import { lazy, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import type { HrmConfig } from '../../hrm/config';
import { scheduleOf, statesOf, type Application, type StateName } from '../../hrm/schedule';
import { Miniature } from '../chains/Miniature';
import { useTask } from '../chains/useTask';
import { Lazily } from '../panels/Lazily';
import { traceOf } from '../store/thought';
import { slideByKey } from '../timeline/sliderKeys';
import { useInView } from '../useInView';
import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { useWidth } from '../useWidth';
import { residualPointed, segmentToOpen, stepOpened } from './steps';
import { AnswerFormula, StepFormula } from './symbols';

const OpenSegment = lazy(() => import('../inside/OpenSegment'));

/** The schedule of the shipped Sudoku model, until a model is open. */
const CYCLES = { arch: 'hrm', H_cycles: 2, L_cycles: 5 } as const;
const MARGIN = { left: 66, right: 104 };
const HEIGHT: Readonly<Record<StateName, number>> = { H: 40, L: 108 };
const PUZZLE = 156;
const RADIUS: Readonly<Record<StateName, number>> = { H: 10, L: 6 };
const PACE: Readonly<Record<StateName, string>> = { H: 'slow', L: 'fast' };

/**
 * The steps of one segment of the open model, in order. Pointing at a step highlights the state it
 * writes, its formula and, if the segment was opened, the answer at this step.
 */
export function SegmentFigure() {
  const [ref, width] = useWidth<SVGSVGElement>(640);
  const [figure, inView] = useInView<HTMLElement>();
  const config = usePlayground((state) => state.config) ?? CYCLES;
  const pointed = usePlayground((state) => state.stepPointed);
  const { pointAtStep } = usePlaygroundStore().getState();
  const [opened, setOpened] = useState(false);
  const schedule = scheduleOf(config);
  const states = statesOf(config);
  const [left, right] = [MARGIN.left, width - MARGIN.right];
  const gap = (right - left) / schedule.length;
  const x = (index: number) => left + gap * (index + 1);
  const steps = schedule.map((step, index) => ({ ...step, x: x(index), y: HEIGHT[step.state] }));
  const end = steps.at(-1)!;
  const answer = schedule.length;
  const pointTo = (place: number) =>
    pointAtStep(Math.max(0, Math.min(answer, Math.round((place - left) / gap) - 1)));
  const onKeyDown = (event: KeyboardEvent) => {
    const to = slideByKey(event.key, pointed ?? -1, 0, answer);
    if (to === null) return;
    event.preventDefault();
    pointAtStep(to);
  };
  const at = (index: number) => (index === pointed ? ' pointed' : '');
  const fed = (index: number) =>
    `feed${index === pointed && steps[index]!.inputs.includes('x') ? ' pointed' : ''}`;
  return (
    <figure ref={figure} className="segment-figure">
      <svg
        ref={ref}
        height={176}
        role="slider"
        tabIndex={0}
        aria-label={`Steps of a segment: ${inWords(schedule)}; then the prediction`}
        aria-valuemin={0}
        aria-valuemax={answer + 1}
        aria-valuenow={pointed === null ? 0 : pointed + 1}
        aria-valuetext={stepInWords(schedule, pointed)}
        onKeyDown={onKeyDown}
        onBlur={() => pointAtStep(null)}
        onPointerMove={({ clientX, currentTarget }) =>
          pointTo(clientX - currentTarget.getBoundingClientRect().left)
        }
        onPointerLeave={({ pointerType, currentTarget }) => {
          if (pointerType === 'mouse' && document.activeElement !== currentTarget) {
            pointAtStep(null);
          }
        }}
        onClick={({ clientX, currentTarget }) =>
          pointTo(clientX - currentTarget.getBoundingClientRect().left)
        }
      >
        <rect width={width} height={176} fill="transparent" />
        {states.map((state) => (
          <StateLabel key={state} state={state} pace={states.length > 1 ? PACE[state] : null} />
        ))}
        <text data-part="x" x="0" y={PUZZLE} dy="0.35em">
          the puzzle
        </text>
        {states.map((state) => {
          const own = steps.filter((step) => step.state === state);
          // A state that is not carried begins with its first step.
          const from = own[0]!.inputs.includes(state) ? left : own[0]!.x;
          const y = HEIGHT[state];
          return <line key={state} className="flow" x1={from} x2={own.at(-1)!.x} y1={y} y2={y} />;
        })}
        {steps.map((step, index) => {
          const before = steps[index - 1];
          return (
            <g key={step.x}>
              {step.inputs.includes('x') && (
                <line className={fed(index)} x1={step.x} x2={step.x} y1={PUZZLE} y2={step.y} />
              )}
              {before !== undefined && before.state !== step.state && (
                <line
                  className={`flow${at(index)}`}
                  x1={before.x}
                  y1={before.y}
                  x2={step.x}
                  y2={step.y}
                />
              )}
              {index === pointed && before?.state === step.state && (
                <line className="flow pointed" x1={before.x} x2={step.x} y1={step.y} y2={step.y} />
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
        <line className={`flow${at(answer)}`} x1={end.x} x2={right + 22} y1={end.y} y2={end.y} />
        <Sweep beats={answer + 1} inView={inView}>
          {steps.map((step, index) => (
            <circle
              key={step.x}
              className={`beat${at(index)}`}
              style={{ '--at': index } as CSSProperties}
              cx={step.x}
              cy={step.y}
              r={RADIUS[step.state]}
            />
          ))}
          <text
            className={`beat${at(answer)}`}
            data-part="grid"
            style={{ '--at': answer } as CSSProperties}
            y={end.y - 8}
          >
            <tspan x={right + 28}>a whole</tspan>
            <tspan x={right + 28} dy="16">
              grid, and Q
            </tspan>
          </text>
        </Sweep>
        {inView && <SegmentNow x={left} />}
      </svg>
      <StepTold schedule={schedule} opened={opened} onOpen={setOpened} />
      {opened && inView && (
        <Lazily>
          <OpenSegment />
        </Lazily>
      )}
      <figcaption>
        <Caption config={config} schedule={schedule} />
      </figcaption>
    </figure>
  );
}

/**
 * The steps light up one after the other: once for each played segment, and once at the beginning
 * as a sample.
 */
function Sweep({
  beats,
  inView,
  children,
}: {
  readonly beats: number;
  readonly inView: boolean;
  readonly children: ReactNode;
}) {
  const played = usePlayground(({ playback: { playing, segment } }) =>
    inView && playing ? segment : null,
  );
  const speed = usePlayground((state) => state.playback.speed);
  const moving = inView ? (played === null ? 'moving' : 'moving played') : undefined;
  const beat = played === null ? 0.4 : 1 / (speed * beats);
  return (
    <g
      key={played}
      className={moving}
      style={{ '--beat': `${beat}s`, '--beats': beats + 3 } as CSSProperties}
    >
      {children}
    </g>
  );
}

/** The present segment of the thought. */
function SegmentNow({ x }: { readonly x: number }) {
  const text = usePlayground((state) => {
    const { computing, playback } = state;
    if (computing && !playback.playing) {
      return `thinking: segment ${(traceOf(state)?.frames.length ?? 0) + 1}`;
    }
    return playback.segment === 0 ? '' : `segment ${playback.segment}`;
  });
  return (
    <text className="segment-now" x={x} y={12}>
      {text}
    </text>
  );
}

/** The step under the pointer: its formula, its size and, if known, its answer. */
function StepTold({
  schedule,
  opened,
  onOpen,
}: {
  readonly schedule: readonly Application[];
  readonly opened: boolean;
  onOpen(open: boolean): void;
}) {
  const pointed = usePlayground((state) => state.stepPointed);
  const step = usePlayground(stepOpened);
  const residual = usePlayground(residualPointed);
  const segment = usePlayground(segmentToOpen);
  const task = useTask();
  const application = pointed === null ? undefined : schedule[pointed];
  return (
    <div className={opened ? 'step-told opened' : 'step-told'}>
      <p>
        {pointed === null && 'Point at a step, or use the arrow keys.'}
        {application !== undefined && (
          <>
            Step {pointed! + 1} of {schedule.length}: <StepFormula application={application} />
          </>
        )}
        {pointed === schedule.length && (
          <>
            The answer: <AnswerFormula />
          </>
        )}
        {residual !== null && (
          <span className="whisper">
            in segment {segment} it moves by {residual.toFixed(2)}
          </span>
        )}
      </p>
      {segment > 0 && (
        <button
          type="button"
          className="button"
          aria-pressed={opened}
          onClick={() => onOpen(!opened)}
        >
          Show what each step would answer
        </button>
      )}
      {opened && (
        <div className="step-grid">
          {step !== null && (
            <Miniature
              task={task}
              tokens={Uint8Array.from(step.readings.preview.tokens)}
              changed={[]}
              differing={[]}
              label={`What the model would answer after step ${pointed! + 1} of segment ${segment}`}
            />
          )}
        </div>
      )}
    </div>
  );
}

function stepInWords(schedule: readonly Application[], pointed: number | null): string {
  if (pointed === null) return 'none';
  const step = schedule[pointed];
  if (step === undefined) return 'the answer is read from z_H';
  const from = step.inputs.map((input) => (input === 'x' ? 'the puzzle' : `z_${input}`));
  return `step ${pointed + 1} of ${schedule.length}: z_${step.state} from ${from.join(', ')}`;
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
    <text data-part={`z_${state}`} x="0" y={HEIGHT[state]} dy="0.35em">
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
