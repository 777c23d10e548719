import { useEffect, useState, useSyncExternalStore } from 'react';
import { BINS } from '../../reasoning/calibration';
import type { Measured } from '../../reasoning/measured';
import { Mark } from '../compare/Mark';
import { ReliabilityPanel } from '../measured/ReliabilityPanel';
import { loadMeasured } from '../measured/load';
import { setsOf, type Depth } from '../measured/sets';
import { useReading } from '../measured/useReading';
import { shippedAtWork } from '../store/model';
import { usePlayground } from '../usePlayground';
import { Failures } from './Failures';
import { RunChart } from './RunChart';
import { RunForm } from './RunForm';
import { TakeRuns } from './TakeRuns';
import { evaluationDesk } from './desk';
import { isUnderWay, type Evaluations, type EvaluationRun } from './evaluations';
import { figuresOf } from './tables';
import { commandsOf, progressOf, progressWords, thinkingWords } from './words';
import '../styles/measured.css';
import '../styles/compare.css';
import '../styles/teach/settings.css';
import '../styles/evaluate.css';

/** Measures models on this device: how many of many puzzles they solve, and how surely. */
export default function Evaluate() {
  const desk = evaluationDesk();
  const runs = useSyncExternalStore(desk.subscribe, () => desk.runs);
  const board = usePlayground((state) => state.board);
  const here = runs.filter((run) => run.board.world === board.world);
  return (
    <section className="panel evaluate" aria-label="Measure">
      <p className="whisper">
        How many of many puzzles does a model solve? It is measured on this device, beside the
        thought on the stage.
      </p>
      <RunForm key={board.key} busy={runs.some(isUnderWay)} onStart={(wish) => desk.start(wish)} />
      {here.length > 0 && <Results desk={desk} runs={here} />}
    </section>
  );
}

function Results({
  desk,
  runs,
}: {
  readonly desk: Evaluations;
  readonly runs: readonly EvaluationRun[];
}) {
  const newest = runs.at(-1)!;
  const before = useBefore(newest);
  const last = Math.max(...runs.map(({ order }) => order.segments));
  const reading = useReading({ min: 1, max: last, home: last });
  const [chosen, setChosen] = useState<number | null>(null);
  const looked = runs.find(({ number }) => number === chosen) ?? newest;
  const some = runs.some(({ outcomes }) => outcomes.length > 0);
  return (
    <>
      <ul className="evaluate-runs">
        {runs.map((run, index) => (
          <RunLine key={run.number} desk={desk} run={run} index={index} />
        ))}
      </ul>
      {some && (
        <figure className="evaluate-results">
          <RunChart runs={runs} before={before} last={last} reading={reading} />
          {runs.length > 1 && (
            <div className="row">
              <label className="evaluate-looked">
                Look closer at{' '}
                <select
                  value={looked.number}
                  onChange={(event) => setChosen(Number(event.target.value))}
                >
                  {runs.map((run) => (
                    <option key={run.number} value={run.number}>
                      {[run.title, run.puzzles, thinkingWords(run)]
                        .filter((word) => word !== '')
                        .join(', ')}
                    </option>
                  ))}
                </select>
              </label>
            </div>
          )}
          <Closer run={looked} at={reading.at} />
          <TakeRuns runs={runs} run={looked} at={reading.at} />
        </figure>
      )}
    </>
  );
}

/** One run: its progress and its actions. */
function RunLine({
  desk,
  run,
  index,
}: {
  readonly desk: Evaluations;
  readonly run: EvaluationRun;
  readonly index: number;
}) {
  const { number, phase } = run;
  const words = progressWords(run);
  const commands = commandsOf(run);
  return (
    <li>
      <p className="evaluate-run">
        <Mark index={index} />
        <b>{run.title}</b>{' '}
        <span className="whisper">
          {run.puzzles}
          {run.order.set.kind === 'list' ? '' : `, seed ${run.order.set.seed}`}
        </span>
      </p>
      <p className={phase === 'failed' ? 'problem' : 'whisper'} role="status">
        {words}
        {run.backendSaid !== null && isUnderWay(run) && ` · ${run.backendSaid}`}
      </p>
      {isUnderWay(run) && (
        <progress max={1} value={progressOf(run)} aria-label={`${run.title}, measured`} />
      )}
      <div className="row">
        {isUnderWay(run) && phase !== 'loading' && (
          <button
            type="button"
            className="button"
            onClick={() => desk.pause(number, phase !== 'paused')}
          >
            {phase === 'paused' ? 'Go on' : 'Pause'}
          </button>
        )}
        {isUnderWay(run) && (
          <button type="button" className="button" onClick={() => desk.cancel(number)}>
            Cancel
          </button>
        )}
        {!isUnderWay(run) && (
          <button
            type="button"
            className="quiet"
            aria-label={`Remove ${run.title}, ${run.puzzles}`}
            onClick={() => desk.remove(number)}
          >
            Remove
          </button>
        )}
        {!isUnderWay(run) && commands.length > 0 && (
          <details className="evaluate-command">
            <summary>On the command line</summary>
            {commands.map((command) => (
              <code key={command}>npm run -s hrm -- {command}</code>
            ))}
          </details>
        )}
      </div>
    </li>
  );
}

/** How sure a model was where it stopped, and what it got wrong. */
function Closer({ run, at }: { readonly run: EvaluationRun; readonly at: number }) {
  const figures = figuresOf(run, Math.min(at, run.order.segments));
  const { at: tenth, point } = useReading({ min: 0, max: BINS - 1, home: BINS - 1 });
  if (figures === null) return null;
  return (
    <>
      <div className="evaluate-closer">
        <ReliabilityPanel
          title="Does it know when it is right?"
          calibration={figures.act.calibration}
          at={tenth}
          onPoint={point}
        />
        <p className="whisper">
          Across, how sure it is where it stops, or after {at} {at === 1 ? 'segment' : 'segments'};
          upward, how many of those answers are right.
        </p>
      </div>
      <Failures run={run} at={at} />
    </>
  );
}

/** The measurements of the open model on such puzzles before it was shipped. */
function useBefore(run: EvaluationRun): { title: string; depth: Depth } | null {
  const folder = usePlayground(shippedAtWork);
  const [known, setKnown] = useState<{ folder: string; measured: Measured | null } | null>(null);
  useEffect(() => {
    if (folder === null) return;
    let gone = false;
    void loadMeasured(folder).then(
      (measured) => gone || setKnown({ folder, measured }),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [folder]);
  if (known === null || known.folder !== folder || known.measured === null) return null;
  const set = setsOf(known.measured).find(({ id }) => id === run.set);
  return set === undefined ? null : { title: set.title, depth: set.one };
}
