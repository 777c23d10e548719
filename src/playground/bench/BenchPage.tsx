import { useEffect, useRef, useState, type ReactNode } from 'react';
import { WORK } from '../../bench/measure';
import { TRAINING_KINDS } from '../../compute/training-ops';
import { createBenchClient } from '../../worker/bench-client';
import { OneOp } from './OneOp';
import { Results } from './Results';
import { RunButton } from './RunButton';
import { ask } from './ask';
import { CONFIGS } from './models';
import { EMPTY_REPORT, jobsOf, type Job, type Report } from './report';
import '../styles/bench.css';

const BATCHES = [1, 8, 64] as const;
const OWN = 'a config of your own';

/** The progress: which job of how many, and how far it is. */
interface Progress {
  readonly job: Job;
  readonly at: number;
  readonly of: number;
  readonly kernels: string;
}

/** The benchmark page (`?bench=on`): every kernel of the models on the devices of this machine. */
export function BenchPage() {
  const client = useState(createBenchClient)[0];
  useEffect(() => () => client.dispose(), [client]);
  const [backends, setBackends] = useState<readonly (typeof TRAINING_KINDS)[number][]>(
    TRAINING_KINDS.filter((kind) => kind === 'wasm' || (kind === 'webgpu' && 'gpu' in navigator)),
  );
  const [models, setModels] = useState<readonly string[]>(Object.keys(CONFIGS));
  const [own, setOwn] = useState('');
  const [work, setWork] = useState<readonly (typeof WORK)[number][]>(WORK);
  const [batches, setBatches] = useState<readonly (typeof BATCHES)[number][]>(BATCHES);
  const [seconds, setSeconds] = useState(5);
  const [gigabytes, setGigabytes] = useState(3);
  const [report, setReport] = useState<Report>(EMPTY_REPORT);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);

  const run = async () => {
    let ownConfig: unknown = null;
    try {
      if (models.includes(OWN)) ownConfig = JSON.parse(own);
    } catch (error) {
      return setProblem(`The config is no JSON: ${(error as Error).message}`);
    }
    setProblem(null);
    setReport(EMPTY_REPORT);
    const { signal } = (running.current = new AbortController());
    const named = models.map((name) => [name, name === OWN ? ownConfig : CONFIGS[name]] as const);
    const jobs = jobsOf({ backends, models: named, work, batches });
    const bounds = { memory: 1e9 * gigabytes, seconds };
    for (const [at, job] of jobs.entries()) {
      const tell = (kernels: string) => setProgress({ job, at, of: jobs.length, kernels });
      tell('');
      const { model, ...rest } = job;
      const command = { type: 'measure', ...rest, bounds } as const;
      const answer = await ask(
        client,
        command,
        (event) => {
          if (event.type === 'progress') tell(`, kernel ${event.done + 1} of ${event.of}`);
          if (event.type !== 'opened') return;
          setReport((before) => ({
            ...before,
            devices: { ...before.devices, [event.backend]: event.device },
          }));
        },
        signal,
      );
      if (signal.aborted) break;
      const result = {
        ...{ backend: job.backend, model, of: job.of, batch: job.batch },
        figures: answer.type === 'measured' ? answer.figures : null,
        why: answer.type === 'not-measured' ? answer.why : null,
      };
      setReport((before) => ({ ...before, results: [...before.results, result] }));
    }
    setProgress(null);
  };

  return (
    <main className="bench">
      <h1>Measure this machine</h1>
      <p>
        How fast the models run here, kernel by kernel, compared with the best rates of the device.
        Weights are random, which does not change the time. Nothing leaves this page; copy the
        figures if you want to pass them on. <a href="./">To the playground</a>
      </p>
      <section className="bench-part" aria-labelledby="bench-what">
        <h2 id="bench-what">What to measure</h2>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void run();
          }}
        >
          <Choice legend="On" options={TRAINING_KINDS} chosen={backends} onChange={setBackends} />
          <Choice
            legend="Models"
            options={[...Object.keys(CONFIGS), OWN]}
            chosen={models}
            onChange={setModels}
          />
          {models.includes(OWN) && (
            <label className="bench-own">
              config.json
              <textarea rows={4} value={own} onChange={({ target }) => setOwn(target.value)} />
            </label>
          )}
          <Choice legend="Work" options={WORK} chosen={work} onChange={setWork} />
          <Choice
            legend="Puzzles at once"
            options={BATCHES}
            chosen={batches}
            onChange={setBatches}
          />
          <div className="bench-form">
            <Amount label="At most seconds a run" value={seconds} onChange={setSeconds} />
            <Amount label="At most GB of memory" value={gigabytes} onChange={setGigabytes} />
            <RunButton
              label="Measure"
              primary
              running={progress !== null}
              onCancel={() => running.current?.abort()}
            />
          </div>
        </form>
        <div role="status">{problem ?? (progress !== null && <Under {...progress} />)}</div>
      </section>
      <Results report={report} />
      <OneOp />
    </main>
  );
}

function Under({ job, at, of, kernels }: Progress) {
  const { model, of: work, batch, backend } = job;
  return (
    <>
      <progress value={at} max={of} /> {at + 1} of {of}: {model}, a {work} of {batch} on {backend}
      {kernels}
    </>
  );
}

interface ChoiceProps<T> {
  readonly legend: ReactNode;
  readonly options: readonly T[];
  readonly chosen: readonly T[];
  onChange(chosen: readonly T[]): void;
}

function Choice<T extends string | number>({ legend, options, chosen, onChange }: ChoiceProps<T>) {
  return (
    <fieldset className="bench-options">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option} className="bench-choice">
          <input
            type="checkbox"
            checked={chosen.includes(option)}
            onChange={({ target }) =>
              onChange(
                options.filter((each) =>
                  each === option ? target.checked : chosen.includes(each),
                ),
              )
            }
          />{' '}
          {option}
        </label>
      ))}
    </fieldset>
  );
}

function Amount(props: {
  readonly label: string;
  readonly value: number;
  onChange(value: number): void;
}) {
  const { label, value, onChange } = props;
  return (
    <label>
      {label}{' '}
      <input
        type="number"
        min={1}
        value={value}
        onChange={({ target }) => onChange(Math.max(1, target.valueAsNumber || 1))}
      />
    </label>
  );
}
