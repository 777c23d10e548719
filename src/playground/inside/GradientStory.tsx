import { scaleLinear } from 'd3-scale';
import { useEffect } from 'react';
import type { Spectrum } from '../../analysis/spectrum';
import type { HrmConfig } from '../../hrm/config';
import { scheduleOf, usualHorizon } from '../../hrm/schedule';
import { plural } from '../../puzzles/plural';
import { horizonsOf, type GradientRow } from '../../training/horizons';
import { bytes, figure } from '../teach/words';
import { convergence } from './convergence';
import { onTheWay, useRun, useStudied } from './studied';
import '../styles/inside-steps.css';

const SEGMENTS = 4;
const PRODUCTS = 24;

/** What the one-step gradient leaves out, measured on the present model and puzzle. */
export function GradientStory() {
  const { config, length, looks, startStudy, stopStudy, forgetStudy } = useStudied();
  const { answer } = looks;
  const gradients = useRun('gradients');
  const jacobian = useRun('spectrum');
  const runs = [gradients, jacobian].filter((run) => run !== null);
  const running = runs.some(({ phase }) => phase === 'running');
  // The eigenvalues take a second, the gradients many, so they come after.
  const isNext = gradients === null && jacobian?.phase === 'done';
  useEffect(() => {
    if (isNext) startStudy('gradients', { segments: SEGMENTS, ...(answer && { answer }) });
  }, [isNext, answer, startStudy]);
  const measure = () => {
    forgetStudy('gradients');
    startStudy('spectrum', { segment: Math.max(1, length), products: PRODUCTS });
  };
  const stop = () => {
    if (gradients === null) forgetStudy('spectrum');
    else stopStudy('gradients');
  };
  return (
    <figure className="gradient-story">
      <p className="row">
        <button
          type="button"
          className="button"
          disabled={config === null || length === 0}
          onClick={running ? stop : measure}
        >
          {running ? 'Stop' : runs.length > 0 ? 'Measure again' : 'Measure on this puzzle'}
        </button>
        <span className="whisper">
          {runs.length === 0 &&
            `Gradients of the loss after ${SEGMENTS} segments, and the eigenvalues of J, computed here for the model and the puzzle on the stage.`}
          {running &&
            (gradients === null
              ? `Measuring… ${jacobian?.parts.length ?? 0} of ${PRODUCTS} products${next(jacobian)}`
              : `Measuring… ${gradients.parts.length}${outOf(config)} gradients, the longest first${next(gradients)}`)}
        </span>
      </p>
      {runs.map(
        ({ phase, message, number }) =>
          phase === 'failed' && (
            <p key={number} className="problem">
              {message}
            </p>
          ),
      )}
      {jacobian !== null && jacobian.parts.length > 0 && (
        <Converges
          known={jacobian.parts.at(-1)!}
          segment={(jacobian.order as { segment: number }).segment}
          done={jacobian.phase === 'done'}
        />
      )}
      {gradients !== null && gradients.parts.length > 0 && <Bars rows={gradients.parts} />}
    </figure>
  );
}

/** The number of gradients; empty while the model is opened again. */
function outOf(config: HrmConfig | null): string {
  return config === null ? '' : ` of ${horizonsOf(config, SEGMENTS).length}`;
}

/** The progress of the next part, if it takes long. */
function next(run: { readonly share: number | null } | null): string {
  return run === null || run.share === null ? '' : `, the next${onTheWay(run.share)}`;
}

/** Horizons, shortest first: the cost of each and its cosine to the longest. */
function Bars({ rows }: { readonly rows: readonly GradientRow[] }) {
  const { config } = useStudied();
  if (config === null) return null;
  const longest = rows[0]!;
  const sorted = [...rows].sort((a, b) => a.horizon - b.horizon);
  const most = Math.max(...rows.map(({ tapeBytes }) => tapeBytes));
  const whole = scheduleOf(config).length;
  return (
    <div className="scroll">
      <table className="gradient-bars">
        <thead>
          <tr>
            <th scope="col">Gradient through</th>
            <th scope="col" colSpan={2}>
              Memory
            </th>
            <th scope="col">Time</th>
            <th scope="col" colSpan={2}>
              Cosine to the longest
            </th>
            <th scope="col">Norm</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ horizon, segments, tapeBytes, milliseconds, cosine, norm }) => (
            <tr key={horizon}>
              <th scope="row">{nameOf(horizon, segments, whole, usualHorizon(config))}</th>
              <td>{bytes(tapeBytes)}</td>
              <td aria-hidden="true">
                <span className="bar soft" style={{ width: `${56 * (tapeBytes / most)}px` }} />
              </td>
              <td>{figure(Number(milliseconds.toPrecision(2)))} ms</td>
              <td>{cosine.toFixed(2).replace('-', '−')}</td>
              <td aria-hidden="true">
                <span className="bar" style={{ width: `${72 * Math.max(0, cosine)}px` }} />
              </td>
              <td>{norm.toPrecision(2)}×</td>
            </tr>
          ))}
        </tbody>
      </table>
      <figcaption>
        All are gradients of the same loss, after {SEGMENTS} segments on this one puzzle, over all{' '}
        weights; the longest goes back through {plural(longest.horizon, 'application')} of a module.
        Each further cycle adds a term of the series. The time is that of the forward pass through
        the segments reached and of the backward pass.
      </figcaption>
    </div>
  );
}

function nameOf(horizon: number, segments: number, whole: number, cycle: number): string {
  if (segments > 1) return `${segments} segments (BPTT)`;
  const parts = [plural(horizon, 'application')];
  if (horizon === 2) parts.push('one step, as in the paper');
  else if (horizon === whole) parts.push('the segment');
  else if (horizon === cycle) parts.push('the last cycle');
  return parts.join(': ');
}

const SIZE = 190;

/** The eigenvalues of J in the complex plane, with the circle within which the series converges. */
function Converges({
  known,
  segment,
  done,
}: {
  readonly known: Spectrum;
  readonly segment: number;
  /** Whether all products are done; before that, the largest eigenvalue may still come. */
  readonly done: boolean;
}) {
  const { eigenvalues, radius } = known;
  const reach = Math.max(1.15, 1.1 * radius);
  const x = scaleLinear([-reach, reach], [0, SIZE]);
  const y = scaleLinear([-reach, reach], [SIZE, 0]);
  return (
    <div className="converges">
      <svg
        width={SIZE}
        height={SIZE}
        role="img"
        aria-label={`Estimates of the eigenvalues of J in the complex plane; the largest has the absolute value ${radius.toFixed(2)}.`}
      >
        <line className="grid" x1={0} x2={SIZE} y1={y(0)} y2={y(0)} />
        <line className="grid" x1={x(0)} x2={x(0)} y1={0} y2={SIZE} />
        <circle className="unit-circle" cx={x(0)} cy={y(0)} r={x(1) - x(0)} />
        {eigenvalues.map(({ re, im }, index) => (
          <circle
            key={index}
            className={Math.hypot(re, im) > 1 ? 'eigenvalue outside' : 'eigenvalue'}
            cx={x(re)}
            cy={y(im)}
            r={3}
          />
        ))}
        <text className="axis" x={x(1) + 3} y={y(0) - 4}>
          1
        </text>
      </svg>
      <p>
        <strong>Does the series converge?</strong>{' '}
        {done
          ? convergence(known, segment)
          : `The largest eigenvalue found so far has the absolute value ${radius.toFixed(2)}.`}{' '}
        <span className="whisper">
          The dots are eigenvalues of J for one cycle and both states, estimated from{' '}
          {known.products} products (power iteration in Arnoldi’s form, which finds the largest
          first).
        </span>
      </p>
    </div>
  );
}
