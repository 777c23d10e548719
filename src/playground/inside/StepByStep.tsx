import { useMemo, useState, type CSSProperties, type ReactNode } from 'react';
import { attentionRow, meanOfHeads } from '../../analysis/attention-row';
import type { SegmentStep } from '../../analysis/segment-steps';
import { READINGS, type ReadingKind } from '../../hrm/application-session';
import { prefixLength, sequenceLength } from '../../hrm/config';
import { rotaryTable } from '../../hrm/positions';
import { layerCount, scheduleOf, statesOf } from '../../hrm/schedule';
import { StepFormula } from '../article/symbols';
import { unlike } from '../chains/compare';
import { CELL } from '../chains/miniature';
import { OneOf } from '../controls/OneOf';
import { haltProbability } from '../store/halting';
import { ReadGrid } from './ReadGrid';
import { readsOf, sharesOf } from './reads';
import { onTheWay, useStudied, useStudy, type Looks } from './studied';
import '../styles/inside-steps.css';

const NAMES: Readonly<Record<ReadingKind, { readonly shown: ReactNode; readonly title: string }>> =
  {
    preview: {
      shown: 'after one more H',
      title: 'The slow module is applied once more and its state read, as in the paper’s figure 7',
    },
    slow: {
      shown: (
        <>
          from z<sub>H</sub>
        </>
      ),
      title: 'The slow state is read as it is',
    },
    fast: {
      shown: (
        <>
          from z<sub>L</sub>
        </>
      ),
      title: 'The fast state is read as it is, which the model was not trained for',
    },
  };

/** A segment split into its module applications: the answer of each, and what its cells read. */
export function StepByStep() {
  const { config, segment, length, looks } = useStudied();
  const one = config !== null && statesOf(config).length === 1;
  const shown = Math.max(1, Math.min(segment, length));
  const run = useStudy('steps', length > 0 ? { segment: shown } : null);
  const [kind, setKind] = useState<ReadingKind>('preview');
  const [chosen, setChosen] = useState<number | null>(null);
  const steps = run?.parts[0] ?? null;
  if (length === 0) return <p className="whisper">There is no thought to open yet.</p>;
  if (run?.phase === 'failed') return <p className="problem">{run.message}</p>;
  if (steps === null)
    return (
      <p className="inside-reading">
        Opening segment {shown}…{onTheWay(run?.share)}
      </p>
    );
  const at = Math.min(chosen ?? steps.length - 1, steps.length - 1);
  return (
    <div className="steps">
      <p className="whisper">
        Segment {shown} has {steps.length} steps, fast ones (L) and slow ones (H). Each shows the
        answer if the model stopped there; the bar shows how far the step moves its state.
      </p>
      <OneOf
        options={one ? READINGS.filter((each) => each !== 'fast') : READINGS}
        value={kind}
        onChoose={setKind}
        as={(option) => NAMES[option]}
        label="How the states are read"
      />
      <Strip steps={steps} kind={kind} looks={looks} at={at} onChoose={setChosen} />
      <StepShown steps={steps} kind={kind} at={at} segment={shown} key={looks.input.join()} />
    </div>
  );
}

interface StripProps {
  readonly steps: readonly SegmentStep[];
  readonly kind: ReadingKind;
  readonly looks: Looks;
  readonly at: number;
  onChoose(step: number): void;
}

/** All steps in order, each with its grid, its forward residual, and how sure it would be. */
function Strip({ steps, kind, looks, at, onChoose }: StripProps) {
  const { side, input, Picture } = looks;
  const most = Math.max(...steps.map(({ residual }) => residual));
  // One cycle in each row, if that fits.
  const cycle = steps.findIndex(({ level }) => level === 'H') + 1;
  const columns = cycle < 3 ? steps.length : cycle;
  return (
    <ol className="step-strip" style={{ '--columns': Math.min(columns, 8) } as CSSProperties}>
      {steps.map((step, index) => {
        const { tokens, qHalt } = step.readings[kind];
        const grid = Uint8Array.from(tokens);
        const right = looks.solvedBy(grid) === true;
        const sure = Math.round(100 * haltProbability({ qHalt }));
        return (
          <li key={index} className={step.level === 'H' ? 'slow' : 'fast'}>
            <button
              type="button"
              aria-pressed={index === at}
              aria-label={`Step ${index + 1}, module ${step.level}: moves by ${step.residual.toFixed(2)}, ${sure} % sure${right ? ', right' : ''}`}
              onClick={() => onChoose(index)}
            >
              <span className="step-name">
                {step.level}
                {right && ' ✓'}
              </span>
              <svg
                className="miniature"
                viewBox={`0 0 ${CELL * side} ${CELL * side}`}
                aria-hidden="true"
              >
                <Picture
                  {...{ side, input, tokens: grid }}
                  changed={changedAt(steps, kind, index)}
                  differing={[]}
                />
              </svg>
              <span className="step-move" style={{ width: `${(100 * step.residual) / most}%` }} />
            </button>
          </li>
        );
      })}
    </ol>
  );
}

/** Cells that a step predicts differently from the one before it. */
function changedAt(steps: readonly SegmentStep[], kind: ReadingKind, index: number) {
  const [before, now] = [steps[index - 1], steps[index]];
  if (before === undefined || now === undefined) return [];
  return unlike(
    Uint8Array.from(now.readings[kind].tokens),
    Uint8Array.from(before.readings[kind].tokens),
  );
}

interface StepProps {
  readonly steps: readonly SegmentStep[];
  readonly kind: ReadingKind;
  readonly at: number;
  readonly segment: number;
}

/** One step: its formula, its grid, and the attention of a cell. */
function StepShown({ steps, kind, at, segment }: StepProps) {
  const { config, looks } = useStudied();
  const [cell, setCell] = useState<number | null>(null);
  const [layer, setLayer] = useState(0);
  const [head, setHead] = useState<number | 'mean'>('mean');
  const run = useStudy('look', cell === null ? null : { segment, application: at });
  const layers = run?.parts[0]?.layers ?? null;
  const step = steps[at]!;
  const qkv = layers?.[Math.min(layer, layers.length - 1)] ?? null;
  const rope = useMemo(() => (config === null ? null : rotaryTable(config)), [config]);
  const reads = useMemo(() => {
    if (config === null || qkv === null || cell === null) return null;
    const prefix = prefixLength(config);
    const length = sequenceLength(config);
    const row = attentionRow(qkv, rope, config.num_heads, prefix + cell, length);
    const weights =
      head === 'mean'
        ? meanOfHeads(row, config.num_heads)
        : row.subarray(head * length, (head + 1) * length);
    return readsOf(weights, prefix);
  }, [config, qkv, cell, rope, head]);
  const { tokens, qHalt } = step.readings[kind];
  const grid = Uint8Array.from(tokens);
  const heads = config?.num_heads ?? 1;
  const application = config === null ? null : scheduleOf(config)[at]!;
  const depth = config && application ? layerCount(config, application.module) : 1;
  return (
    <>
      <p className="step-formula">
        {application !== null && <StepFormula application={application} />}
        <span className="whisper">
          moves by {step.residual.toFixed(2)} · q_halt {qHalt.toFixed(1).replace('-', '−')}
        </span>
      </p>
      <div className="step-reads">
        <ReadGrid
          looks={looks}
          tokens={grid}
          changed={changedAt(steps, kind, at)}
          cell={cell}
          weights={reads?.cells ?? null}
          onPoint={setCell}
        />
        <div>
          {cell === null ? (
            <p className="whisper">
              Point at a cell to see which cells it reads in this step: the attention weights of its
              query.
            </p>
          ) : (
            <>
              <Choice
                label="Layer"
                options={Array.from({ length: depth }, (_, index) => index)}
                value={layer}
                onChoose={setLayer}
              />
              <Choice
                label="Head"
                options={['mean' as const, ...Array.from({ length: heads }, (_, index) => index)]}
                value={head}
                onChoose={setHead}
              />
              <div role="status">
                {run?.phase === 'failed' && <p className="problem">{run.message}</p>}
                {run?.phase === 'running' && run.share !== null && (
                  <p className="whisper">Looking…{onTheWay(run.share)}</p>
                )}
                {reads !== null && (
                  <table className="inside-reading">
                    <caption>
                      Row {Math.floor(cell / looks.side) + 1}, column {(cell % looks.side) + 1}{' '}
                      reads
                    </caption>
                    <tbody>
                      {sharesOf(reads, cell, looks.kin(cell)).map(([name, share]) => (
                        <tr key={name}>
                          <th scope="row">{name}</th>
                          <td>{Math.round(100 * share)} %</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                )}
              </div>
            </>
          )}
        </div>
      </div>
    </>
  );
}

function Choice<T extends string | number>(props: {
  readonly label: string;
  readonly options: readonly T[];
  readonly value: NoInfer<T>;
  onChoose(value: NoInfer<T>): void;
}) {
  const { label, options, value, onChoose } = props;
  return (
    <div className="step-choice">
      <span className="whisper">{label}</span>
      <OneOf
        options={options}
        value={value}
        onChoose={onChoose}
        label={label}
        as={(option) => ({ shown: typeof option === 'number' ? option + 1 : option })}
      />
    </div>
  );
}
