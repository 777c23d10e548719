import { viewGrid, type ArcView } from '../../../puzzles/arc/views';
import { ATTEMPTS, type ArcAnswer } from '../../../puzzles/arc/vote';
import { plural } from '../../../puzzles/plural';
import { count } from '../../teach/words';
import { GridView } from '../grids/GridView';
import { Sized } from '../grids/Sized';
import { SmallGrid } from '../grids/SmallGrid';
import { sizeOf } from '../grids/geometry';
import { passedWithin } from '../stage/words';
import { hasAnswered, questionShown, runShown } from '../store/learning-state';
import { useArc, useArcStore } from '../useArc';

/** The votes of the question's views: the two best answers, and every vote. */
export function Votes() {
  const question = useArc(questionShown);
  const known = useArc((state) => runShown(state)?.known === true);
  // A task from training is asked only in its plain view, so there is one vote.
  if (question === null || known) return null;
  const { ranked, views } = question;
  const side = Math.max(
    ...ranked.slice(0, ATTEMPTS).flatMap(({ grid }) => [grid.height, grid.width]),
    1,
  );
  const silent = views - ranked.reduce((sum, { votes }) => sum + votes, 0);
  return (
    <section className="panel arc-votes" aria-label="Votes">
      <h2>The votes</h2>
      <Steps />
      <p className="whisper">
        The test is asked under {plural(views, 'view')}, each rotated and recoloured in its own way.
        Every view’s answer is rotated back and has one vote. The two best are the answers.
        {silent > 0 && ` ${count(silent)} gave no grid.`}
      </p>
      <Verdict ranked={ranked} />
      <ol className="arc-best">
        {ranked.slice(0, ATTEMPTS).map((answer, at) => (
          <Best key={at} answer={answer} rank={at + 1} views={views} side={side} />
        ))}
      </ol>
      <AllViews ranked={ranked} />
    </section>
  );
}

/** Earlier answers, to go back to. */
function Steps() {
  const run = useArc(runShown);
  const answersAt = useArc((state) => state.answersAt);
  const { showAnswers } = useArcStore().getState();
  const answers = run?.answers ?? [];
  if (answers.length < 2) return null;
  const last = answers.length - 1;
  const at = answersAt ?? last;
  const step = answers[at]!.step;
  return (
    <label className="arc-steps">
      after step {count(step)}
      <input
        type="range"
        min={0}
        max={last}
        value={at}
        aria-valuetext={`step ${step}`}
        onChange={(event) => {
          const to = Number(event.target.value);
          showAnswers(to === last ? null : to);
        }}
      />
    </label>
  );
}

function Verdict({ ranked }: { readonly ranked: readonly ArcAnswer[] }) {
  const output = useArc(({ history, test }) => history.present.task.test[test]!.output);
  const seen = useArc((state) => state.revealed || hasAnswered(state));
  if (!seen || output === null) return null;
  const place = passedWithin(ranked, output);
  const words =
    place === null
      ? 'None of the views found the right answer.'
      : place === 1
        ? 'Solved at the first attempt (pass@1).'
        : place <= ATTEMPTS
          ? 'Solved at the second attempt (pass@2).'
          : `Not solved: the right answer is at place ${place}.`;
  return <p className="verdict">{words}</p>;
}

interface BestProps {
  readonly answer: ArcAnswer;
  readonly rank: number;
  readonly views: number;
  /** Side of the larger of the two, so that they have the same scale. */
  readonly side: number;
}

function Best({ answer: { grid, votes, confidence }, rank, views, side }: BestProps) {
  return (
    <li>
      <div className="arc-room">
        <Sized grid={grid} side={side}>
          <GridView grid={grid} label={`Answer ${rank}`} />
        </Sized>
      </div>
      <p className="whisper">
        <b>{rank === 1 ? 'First' : 'Second'} answer</b>, {sizeOf(grid)}: {count(votes)} of{' '}
        {count(views)} votes, {Math.round(100 * confidence)} % sure
      </p>
    </li>
  );
}

/** Pixels of the longer side of a vote's picture. */
const VOTE_SIDE = 48;
/** Largest number of views to show. */
const MOST_SHOWN = 64;

/** Every view that gave a grid: as predicted, and rotated back. */
function AllViews({ ranked }: { readonly ranked: readonly ArcAnswer[] }) {
  const views = useArc((state) => runShown(state)?.views);
  if (views === undefined || views.length === 0) return null;
  const voters = ranked
    .flatMap((answer, at) => answer.voters.map((voter) => ({ answer, rank: at + 1, voter })))
    .filter(({ voter }) => views[voter] !== undefined)
    .slice(0, MOST_SHOWN);
  return (
    <details className="fold">
      <summary>Every view and its vote</summary>
      <ul className="arc-voters">
        {voters.map(({ answer, rank, voter }) => (
          <Voter key={voter} {...{ answer, rank }} number={voter} view={views[voter]!} />
        ))}
      </ul>
    </details>
  );
}

interface VoterProps {
  readonly answer: ArcAnswer;
  readonly rank: number;
  readonly number: number;
  readonly view: ArcView;
}

function Voter({ answer: { grid }, rank, number, view }: VoterProps) {
  const seen = viewGrid(grid, view);
  return (
    <li className={rank <= ATTEMPTS ? `rank-${rank}` : ''}>
      <div className="arc-pair">
        <SmallGrid grid={seen} side={VOTE_SIDE} label={`View ${number + 1} as predicted`} />
        <span aria-hidden="true">→</span>
        <SmallGrid grid={grid} side={VOTE_SIDE} label="turned back" />
      </div>
      <p className="whisper">
        {number === 0 ? 'the plain view' : `view ${number + 1}`} · for answer {rank}
      </p>
    </li>
  );
}
