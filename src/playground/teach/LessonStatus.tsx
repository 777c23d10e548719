import { evalScore, timeTaught, type Lesson, type TeachingPhase } from '../store/lesson-state';
import { useNow } from './useNow';
import { ago, bytes, clock, count, speed } from './words';

interface Props {
  readonly lesson: Lesson;
  readonly teaching: TeachingPhase;
}

/** The progress of the lesson, in one sentence with figures. */
export function LessonStatus({ lesson, teaching }: Props) {
  const { step, settings, stepsPerSecond, backend } = lesson;
  const now = useNow(lesson.since !== null);
  return (
    <div>
      <p className="verdict two-lines">{sentence(lesson)}</p>
      <p className="whisper steady">
        step {count(step)} of {count(settings.steps)}
        {stepsPerSecond !== null && ` · ${speed(stepsPerSecond)}`} ·{' '}
        {clock(timeTaught(lesson, Math.max(now, lesson.since ?? 0)))}
      </p>
      <p className="whisper">{backend.description}</p>
      {backend.reason !== null && <p className="whisper">{backend.reason}</p>}
      {lesson.interruption !== null && <p className="problem">{lesson.interruption}…</p>}
      {teaching.phase === 'diverged' && (
        <p className="problem" role="alert">
          {teaching.message}
        </p>
      )}
      {teaching.phase === 'finished' && (
        <p className="whisper">The schedule is done; going on keeps the final rate.</p>
      )}
      {teaching.phase === 'failed' && (
        <p className="problem" role="alert">
          {teaching.message}
        </p>
      )}
      <Announcement lesson={lesson} teaching={teaching} />
    </div>
  );
}

function sentence({ evalResults }: Lesson): string {
  const evalResult = evalResults.at(-1);
  if (evalResult === undefined) return 'The first exam is being held…';
  const solved = Math.round(evalScore(evalResult) * evalResult.puzzles);
  const cells = Math.round(100 * (evalResult.cell.at(-1) ?? 0));
  return `Solves ${count(solved)} of ${count(evalResult.puzzles)} unseen puzzles, ${cells} % of their cells.`;
}

const PHASE_WORDS = {
  running: 'The lesson runs.',
  paused: 'The lesson is paused.',
  finished: 'The lesson is finished.',
} as const;

/** For screen readers: phases, and results in tenths, so that it does not speak too often. */
function Announcement({ lesson, teaching }: Props) {
  const evalResult = lesson.evalResults.at(-1);
  const tenths = evalResult === undefined ? 0 : Math.floor(10 * evalScore(evalResult));
  const phase = teaching.phase in PHASE_WORDS ? PHASE_WORDS[teaching.phase as 'running'] : '';
  return (
    <p className="unseen" role="status">
      {phase} {tenths > 0 && `About ${10 * tenths} % of unseen puzzles are solved.`}
    </p>
  );
}

/** Whether closing the tab would lose anything. */
export function KeepLine({
  of: { kept, keepingProblem },
}: {
  readonly of: Pick<Lesson, 'kept' | 'keepingProblem'>;
}) {
  const now = useNow(kept !== null && keepingProblem === null);
  if (keepingProblem !== null) return <p className="problem">{keepingProblem}</p>;
  if (kept === null) return <p className="whisper two-lines">Not in this browser’s storage yet.</p>;
  return (
    <p className="whisper steady two-lines">
      {`Kept in this browser ${ago(now - kept.at)}${kept.bytes === null ? '' : `, ${bytes(kept.bytes)}`}; close the tab and go on another day.`}
    </p>
  );
}
