import { useEffect, useRef, useState } from 'react';
import type { OpFigures } from '../../bench/one-op';
import { OP_NAMES, usualExtents, type OpName } from '../../bench/op-shapes';
import { TRAINING_KINDS, type TrainingKind } from '../../compute/training-ops';
import { createBenchClient } from '../../worker/bench-client';
import { KernelTable } from './KernelTable';
import { RunButton } from './RunButton';
import { ask } from './ask';

/** One op at one shape: its kernels, their difference from the reference, and their times. */
export function OneOp() {
  const client = useState(createBenchClient)[0];
  useEffect(() => () => client.dispose(), [client]);
  const [backend, setBackend] = useState<TrainingKind>('wasm');
  const [op, setOp] = useState<OpName>('linear');
  const [extents, setExtents] = useState(() => usualExtents('linear'));
  const [optional, setOptional] = useState(true);
  const [figures, setFigures] = useState<OpFigures | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  const [busy, setBusy] = useState(false);

  const run = async () => {
    setBusy(true);
    setProblem(null);
    setFigures(null);
    const controller = (running.current = new AbortController());
    const answer = await ask(
      client,
      { type: 'try', backend, op, extents, optional },
      () => undefined,
      controller.signal,
    );
    setBusy(false);
    if (answer.type === 'tried') setFigures(answer.figures);
    else if (answer.type === 'not-measured') setProblem(answer.why);
  };

  return (
    <section className="bench-part" aria-labelledby="bench-op">
      <h2 id="bench-op">One op at one shape</h2>
      <p>
        Runs one op on random numbers, compares its outputs with the CPU reference, and times its
        kernels. The letters are those of <code>src/compute/ops.ts</code>.
      </p>
      <form
        className="bench-form"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <span>
          <label htmlFor="bench-op-name">Op</label>{' '}
          <select
            id="bench-op-name"
            value={op}
            onChange={({ target }) => {
              setOp(target.value as OpName);
              setExtents(usualExtents(target.value as OpName));
            }}
          >
            {OP_NAMES.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </span>
        <span>
          <label htmlFor="bench-op-backend">Runs on</label>{' '}
          <select
            id="bench-op-backend"
            value={backend}
            onChange={({ target }) => setBackend(target.value as TrainingKind)}
          >
            {TRAINING_KINDS.map((kind) => (
              <option key={kind}>{kind}</option>
            ))}
          </select>
        </span>
        {Object.entries(extents).map(([letter, extent]) => (
          <label key={letter}>
            {letter}{' '}
            <input
              type="number"
              min={1}
              value={extent}
              onChange={({ target }) =>
                setExtents({ ...extents, [letter]: Math.max(1, target.valueAsNumber || 1) })
              }
            />
          </label>
        ))}
        <label className="bench-choice">
          <input
            type="checkbox"
            checked={optional}
            onChange={({ target }) => setOptional(target.checked)}
          />{' '}
          With optional tensors
        </label>
        <RunButton label="Try it" running={busy} onCancel={() => running.current?.abort()} />
      </form>
      <div role="status">{busy ? 'Measuring…' : problem}</div>
      {figures !== null && (
        <>
          <ul className="bench-differences">
            {figures.differences.map(({ tensor, relative }) => (
              <li key={tensor}>
                <code>{tensor}</code> differs from the reference by {relative.toExponential(1)} of
                its largest number.
              </li>
            ))}
          </ul>
          <KernelTable kernels={figures.kernels} peaks={null} />
          {Object.entries(figures.code).map(([name, code]) => (
            <details key={name}>
              <summary>WGSL of {name}</summary>
              <pre className="bench-code" tabIndex={0}>
                {code}
              </pre>
            </details>
          ))}
        </>
      )}
    </section>
  );
}
