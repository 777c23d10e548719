import type { InnerFrame } from '../../analysis/inspector';
import type { StateName, States } from '../../hrm/schedule';
import { onTheWay, useRun, useStudied } from './studied';
import { untrainedWords } from './untrained-words';

const SEEDS = 5;

interface Props {
  /** Number of inspected segments, and the participation ratios up to there. */
  readonly segments: number;
  readonly participation: InnerFrame['participation'];
}

/** A model of one state has one figure for both. */
const both = ({ H, L = H }: States<number>) => ({ H, L });

/** The same figures for untrained models, to see which part is a result of learning. */
export function Untrained({ segments, participation }: Props) {
  const { config, startStudy, stopStudy } = useStudied();
  const run = useRun('untrained');
  const asked = run === null ? null : (run.order as { segments: number }).segments;
  if (run === null) {
    return (
      <button
        type="button"
        className="button"
        disabled={config === null}
        onClick={() => startStudy('untrained', { segments, seeds: SEEDS })}
      >
        Compare with untrained models
      </button>
    );
  }
  const found = run.parts.map(both);
  const range = (level: StateName) => {
    const values = found.map((part) => part[level]);
    return `${Math.min(...values).toFixed(1)} … ${Math.max(...values).toFixed(1)}`;
  };
  return (
    <>
      {run.phase === 'failed' && <p className="problem">{run.message}</p>}
      {run.phase === 'running' && (
        <p className="row">
          <button type="button" className="button" onClick={() => stopStudy('untrained')}>
            Stop
          </button>
          <span className="whisper">
            {run.parts.length} of {SEEDS} untrained models
            {run.share !== null && `, the next${onTheWay(run.share)}`}
          </span>
        </p>
      )}
      {run.parts.length > 0 && (
        <p className="whisper">
          {run.parts.length} untrained models of the same config, on this puzzle for {asked}{' '}
          segments: {range('H')} in the slow state, {range('L')} in the fast one.{' '}
          {run.phase === 'done' && asked === segments && untrainedWords(both(participation), found)}
        </p>
      )}
      {run.phase === 'done' && asked !== segments && (
        <button
          type="button"
          className="button"
          onClick={() => startStudy('untrained', { segments, seeds: SEEDS })}
        >
          Compare after {segments} segments
        </button>
      )}
    </>
  );
}
