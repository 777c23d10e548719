import type { HrmConfig } from '../../hrm/config';
import { segmentOperations, thinkingBytes } from '../../hrm/cost';
import { parameterCount } from '../../hrm/parameters';
import { Miniature } from '../chains/Miniature';
import { unlike } from '../chains/compare';
import type { Task } from '../chains/useTask';
import { haltProbability } from '../store/halting';
import { Mark } from './Mark';
import type { Contest } from './comparison';
import { aboutOf, depthOf, inMegabytes, inMillions, thinksLonger, titleOf } from './words';

interface Props {
  /** Which of the compared models it is; its curve is drawn alike. */
  readonly index: number;
  readonly config: HrmConfig;
  readonly contest: Contest | null;
  readonly task: Task;
  readonly segment: number;
}

/** One model: what it makes of the puzzle after the segment on show, and what it costs. */
export function Column({ index, config, contest, task, segment }: Props) {
  const frames = contest?.frames ?? [];
  const reached = Math.min(segment, frames.length);
  const frame = frames[reached - 1];
  const tokens = frame?.tokens ?? task.input;
  const before = frames[reached - 2]?.tokens ?? tokens;
  const solvedAt = frames.findIndex((each) => task.solvedBy(each.tokens)) + 1;
  return (
    <article className="compare-column">
      <h2>
        <Mark index={index} />
        {titleOf(config)}
      </h2>
      <Miniature
        task={task}
        tokens={tokens}
        changed={unlike(tokens, before)}
        differing={[]}
        label={`${titleOf(config)}, ${stateWords(contest, reached)}`}
      />
      <p className="compare-state" role="status">
        {contest?.status === 'failed' ? (
          <span className="problem">{contest.message}</span>
        ) : (
          <>
            {stateWords(contest, reached)}
            {frame !== undefined && ` · ${(100 * haltProbability(frame)).toFixed(0)} % sure`}
            {frame !== undefined && (
              <b>
                {solvedAt > 0 && reached >= solvedAt
                  ? ` Solved after ${solvedAt}.`
                  : ' Not solved.'}
              </b>
            )}
          </>
        )}
      </p>
      <dl className="compare-cost">
        <dt>parameters</dt>
        <dd>{inMillions(parameterCount(config))}</dd>
        <dt>a segment</dt>
        <dd>
          {inMillions(segmentOperations(config))} operations, {depthOf(config)}
        </dd>
        <dt>memory</dt>
        <dd>{inMegabytes(thinkingBytes(config))}</dd>
      </dl>
      <p className="whisper">
        {aboutOf(config)}
        {!thinksLonger(config) && segment > 1 && ' All its segments are the same.'}
      </p>
    </article>
  );
}

function stateWords(contest: Contest | null, reached: number): string {
  if (contest === null) return 'not loaded';
  if (contest.status === 'loading') return `loading, ${Math.round(100 * contest.share)} %`;
  return reached === 0 ? 'the puzzle' : `after segment ${reached}`;
}
