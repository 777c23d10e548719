import type { HrmConfig } from '../../hrm/config';
import { segmentOperations, thinkingBytes } from '../../hrm/cost';
import { parameterCount } from '../../hrm/parameters';
import { isWish } from '../../reasoning/trace';
import { Miniature } from '../chains/Miniature';
import { unlike } from '../chains/compare';
import type { Task } from '../chains/useTask';
import { haltProbability } from '../store/halting';
import { Mark } from './Mark';
import type { Contest } from './comparison';
import { aboutOf, depthOf, inMegabytes, inMillions, thinksLonger } from './words';

interface Props {
  /** Index of the compared model; its curve has the same stroke. */
  readonly index: number;
  readonly title: string;
  /** `null` until it is known. */
  readonly config: HrmConfig | null;
  readonly contest: Contest | null;
  readonly task: Task;
  readonly segment: number;
  /** Whether it stops at its first wish to halt. */
  readonly halts?: boolean;
}

/** One model: its answer after the visible segment, and its cost. */
export function Column({ index, title, config, contest, task, segment, halts = false }: Props) {
  const all = contest?.frames ?? [];
  const wish = all.findIndex(isWish) + 1;
  const frames = halts && wish > 0 ? all.slice(0, wish) : all;
  const reached = Math.min(segment, frames.length);
  const frame = frames[reached - 1];
  const tokens = frame?.tokens ?? task.input;
  const before = frames[reached - 2]?.tokens ?? tokens;
  const solvedAt = frames.findIndex((each) => task.solvedBy(each.tokens)) + 1;
  return (
    <article className="compare-column">
      <h2>
        <Mark index={index} />
        {title}
      </h2>
      <Miniature
        task={task}
        tokens={tokens}
        changed={unlike(tokens, before)}
        differing={[]}
        label={`${title}, ${stateWords(contest, reached)}`}
      />
      <p className="compare-state" role="status">
        {contest?.status === 'failed' ? (
          <span className="problem">{contest.message}</span>
        ) : (
          <>
            {halts && wish > 0 && reached === wish
              ? `halted after ${wish}`
              : stateWords(contest, reached)}
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
      {config !== null && <Cost config={config} segment={segment} />}
    </article>
  );
}

function Cost({ config, segment }: { readonly config: HrmConfig; readonly segment: number }) {
  return (
    <>
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
    </>
  );
}

function stateWords(contest: Contest | null, reached: number): string {
  if (contest === null) return 'not loaded';
  if (contest.status === 'loading') return `loading, ${Math.round(100 * contest.share)} %`;
  return reached === 0 ? 'the puzzle' : `after segment ${reached}`;
}
