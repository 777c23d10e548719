import { useState } from 'react';
import type { ArcProgress } from '../../../worker/arc-protocol';
import { KeepLine } from '../../teach/LessonStatus';
import { clock, count, speed } from '../../teach/words';
import {
  canvasShown,
  isAtRest,
  isBusy,
  knownAs,
  runShown,
  sideTooBig,
  type Run,
} from '../store/learning-state';
import type { ArcState } from '../store/state';
import { useArc, useArcStore } from '../useArc';
import { KeptTasks } from './KeptTasks';
import { LearningCurve } from './LearningCurve';
import { ModelLine } from './ModelLine';
import { Settings } from './Settings';
import { TakeLearned } from './TakeLearned';

const UNKNOWN =
  'The model was not trained on this task. It learns it here, from its demonstrations alone, by gradient descent on this device. Then it answers the test.';
const KNOWN =
  'The model was trained on this rule, so it answers at once: a vector that it learned tells it which rule to follow. For a new task it must learn such a vector here; try another task.';

const OPENING =
  'The model was trained on some tasks; any other it learns here, from its demonstrations alone. You see which kind this one is when the model has loaded.';

function aboutLearning(state: ArcState): string {
  if (knownAs(state) !== null) return KNOWN;
  if (['none', 'loading'].includes(state.model.phase)) return OPENING;
  return `${UNKNOWN}${largerCanvas(state)}`;
}

/** What a task costs that needs a larger canvas than the model's own. */
function largerCanvas(state: ArcState): string {
  const { model } = state;
  const side = canvasShown(state);
  if (model.phase !== 'ready' || side === null || side === model.canvases.own) return '';
  const { own } = model.canvases;
  const longer = ((side / own) ** 2).toFixed(side < 2 * own ? 1 : 0);
  return ` Its grids have up to ${side} cells a side, more than the ${own} of any that the model was trained on, so a step takes at least ${longer} times as long.`;
}

/** Learning the open task: begin, watch, pause, continue. */
export function LearnPanel() {
  const run = useArc(runShown);
  const about = useArc(aboutLearning);
  const busy = useArc(isBusy);
  // A run that only asks cannot be paused or watched.
  const learned = run?.known && run.phase !== 'failed' ? null : run;
  return (
    <section className="panel arc-learn" aria-label="Learn this task">
      <h2>Learn this task</h2>
      <p className="whisper">{about}</p>
      <Elsewhere />
      <Controls run={learned} />
      {!busy && <KeptTasks />}
      {learned !== null && (
        <>
          <Progress run={learned} />
          {learned.phase === 'failed' && <AfterFailure run={learned} />}
          {learned.phase !== 'failed' && <KeepLine of={learned} />}
          <TakeLearned run={learned} />
          <Announcement phase={learned.phase} />
        </>
      )}
      {learned !== null && (learned.phase !== 'failed' || learned.curve.points.length > 1) && (
        <LearningCurve
          points={learned.curve.points}
          steps={learned.progress?.steps ?? learned.settings.steps}
        />
      )}
      <Settings />
      <ModelLine />
    </section>
  );
}

function Controls({ run }: { readonly run: Run | null }) {
  const ready = useArc(({ model }) => model.phase === 'ready');
  const known = useArc((state) => knownAs(state) !== null);
  const asked = useArc((state) => runShown(state) !== null);
  const tooBig = useArc(sideTooBig);
  const largest = useArc(({ model }) => (model.phase === 'ready' ? model.canvases.largest : 0));
  const { learn, recall, pauseRun, resumeRun, dropRun } = useArcStore().getState();
  if (tooBig !== null) {
    return (
      <p className="problem">
        This task is too big for the model: its largest side is {tooBig}, and the model’s canvas is{' '}
        {largest}×{largest}.
      </p>
    );
  }
  const phase = run?.phase ?? 'none';
  const begin = phase === 'none' || phase === 'failed';
  return (
    <div className="row">
      {known && !asked && (
        <button type="button" className="button primary" onClick={recall}>
          Ask the model
        </button>
      )}
      {begin && (
        <button
          type="button"
          className={known ? 'button' : 'button primary'}
          disabled={!ready}
          onClick={learn}
        >
          {known ? 'Learn it from its demonstrations' : 'Learn this task'}
        </button>
      )}
      {(phase === 'learning' || phase === 'pausing') && (
        <button
          type="button"
          className="button primary"
          disabled={phase === 'pausing'}
          onClick={pauseRun}
        >
          Pause
        </button>
      )}
      {(phase === 'paused' || phase === 'finished') && (
        <button type="button" className="button primary" onClick={resumeRun}>
          {phase === 'paused' ? 'Go on' : 'Learn more'}
        </button>
      )}
      {!begin && phase !== 'preparing' && (
        <button type="button" className="button" onClick={learn}>
          Learn again
        </button>
      )}
      {!begin && (
        <button type="button" className="button" onClick={dropRun}>
          {isAtRest(run!) ? 'Forget' : 'Stop'}
        </button>
      )}
    </div>
  );
}

/** A run whose worker died, or that another tab has, can continue from its checkpoint. */
function AfterFailure({ run: { kept, checkpoint, elsewhere } }: { readonly run: Run }) {
  const { takeUp } = useArcStore().getState();
  if (checkpoint === null || (kept === null && !elsewhere)) return null;
  return (
    <div className="row">
      <button type="button" className="button" onClick={() => takeUp(checkpoint, elsewhere)}>
        {kept === null ? 'Go on with it here' : `Go on from step ${count(kept.step)}`}
      </button>
    </div>
  );
}

/** A run of another task continues in the background; this leads back to it. */
function Elsewhere() {
  const shown = useArc((state) => runShown(state) !== null);
  const run = useArc((state) => state.run);
  const busy = useArc(isBusy);
  const sameTask = useArc((state) => state.run?.record === state.record);
  const { openTask } = useArcStore().getState();
  if (shown || run === null || run.known) return null;
  if (sameTask) {
    return (
      <p className="whisper">
        The model learned from other demonstrations; undo the edit or learn again.
      </p>
    );
  }
  return (
    <p className="whisper">
      {busy ? 'Being learned now: ' : 'Learned: '}
      <button type="button" className="link" onClick={() => openTask(run.record)}>
        {run.record.id}
      </button>
      {busy && run.progress !== null && `, step ${count(run.progress.step)}`}. Learning this task
      ends that.
    </p>
  );
}

const PHASE_WORDS: Readonly<Record<Run['phase'], string>> = {
  preparing: 'Getting ready…',
  learning: 'Learning',
  pausing: 'Pausing after this step',
  paused: 'Paused',
  finished: 'Learned',
  diverged: 'Learning went wrong',
  failed: 'Learning has stopped',
};

/** The progress of the run: a bar, and the same in words. */
export function Progress({ run }: { readonly run: Run }) {
  const { phase, text, share, progress } = run;
  const bad = phase === 'failed' || phase === 'diverged';
  const atStep = progress !== null && phase !== 'preparing';
  const does = !bad && text !== '' ? text : PHASE_WORDS[phase];
  return (
    <div className="arc-progress">
      {share !== null || !atStep ? (
        !bad && <progress aria-label={does} max={1} {...(share !== null && { value: share })} />
      ) : (
        <progress aria-label="Steps learned" max={progress.steps} value={progress.step} />
      )}
      <p className="whisper steady">
        {does}
        {atStep && ` · step ${count(progress.step)} of ${count(progress.steps)}`}
        {atStep && phase === 'learning' && text === '' && paceOf(progress)}
      </p>
      {bad && (
        <p className="problem" role="alert">
          {text}
        </p>
      )}
    </div>
  );
}

function paceOf({ stepsPerSecond, secondsLeft }: ArcProgress): string {
  const pace = stepsPerSecond > 0 ? ` · ${speed(stepsPerSecond)}` : '';
  return secondsLeft === null ? pace : `${pace} · ${clock(1000 * secondsLeft)} left`;
}

/** For screen readers: the phases, not every step. */
function Announcement({ phase }: Pick<Run, 'phase'>) {
  const [first] = useState(phase);
  return (
    <p className="unseen" role="status">
      {phase === first ? '' : PHASE_WORDS[phase]}
    </p>
  );
}
