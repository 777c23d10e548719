import { useMemo, useState } from 'react';
import { claimed } from '../../reasoning/calibration';
import { Miniature } from '../chains/Miniature';
import type { Task } from '../chains/useTask';
import { percent } from '../measured/words';
import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { hasTasks } from '../worlds/page-world';
import { useParts } from '../worlds/useParts';
import type { EvaluationRun } from './evaluations';
import { showExam } from './show';

/** Number drawn at first, and with each “more”. */
const SHOWN = 12;

interface Props {
  readonly run: EvaluationRun;
  /** The segment after which answers are checked. */
  readonly at: number;
}

/** The puzzles that a run got wrong; each can be put on the board. */
export function Failures({ run, at }: Props) {
  const store = usePlaygroundStore();
  const parts = useParts();
  const board = usePlayground((state) => state.board);
  const [shown, setShown] = useState(SHOWN);
  const segment = Math.min(at, run.order.segments);
  const failed = useMemo(
    () => run.outcomes.flatMap((outcome, index) => (outcome.isValid[segment - 1] ? [] : [index])),
    [run.outcomes, segment],
  );
  if (board.world !== run.board.world || run.outcomes.length === 0) return null;
  if (failed.length === 0) {
    return <p className="whisper">After {segment} segments none of them is wrong.</p>;
  }
  const taskOf = (input: Uint8Array): Task => ({
    Picture: parts.Miniature,
    unlike: parts.unlike,
    side: run.board.side,
    input,
    solvedBy: () => false,
  });
  const none: readonly number[] = [];
  return (
    <section className="evaluate-failures" aria-label="Where it fails">
      <p className="whisper">
        {failed.length.toLocaleString('en')} wrong after {segment}{' '}
        {segment === 1 ? 'segment' : 'segments'}. Choose one to see the thought about it on the
        board.
      </p>
      <ol>
        {failed.slice(0, shown).map((index) => {
          const { input, name } = run.exams[index]!;
          const { right, cells, qHalt } = run.outcomes[index]!;
          const wrong = cells - right[segment - 1]!;
          const words = `${wrong} wrong, ${percent(claimed(qHalt[segment - 1]!))} sure`;
          return (
            <li key={index}>
              <button
                type="button"
                aria-label={`Puzzle ${index + 1}${name === undefined ? '' : `, ${name}`}: ${words}`}
                onClick={() => void showExam(store, run, index)}
              >
                <Miniature task={taskOf(input)} tokens={input} changed={none} differing={none} />
                {hasTasks(board.world) && name !== undefined ? name.replace(/-[^-]*$/, '') : words}
              </button>
            </li>
          );
        })}
      </ol>
      {failed.length > shown && (
        <button type="button" className="button" onClick={() => setShown(shown + SHOWN)}>
          Show more
        </button>
      )}
    </section>
  );
}
