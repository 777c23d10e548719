import { haltProbability } from '../store/halting';
import { Miniature } from './Miniature';
import type { ChainOnShow } from './compare';
import type { Task } from './useTask';

interface Props {
  /** Counted from 1. */
  readonly number: number;
  readonly chain: ChainOnShow;
  readonly task: Task;
}

/** One chain: its grid, how sure its Q head is, and whether it answers. */
export function Chain({ number, chain, task }: Props) {
  const { tokens, qHalt, answers, changed, differing, assumed } = chain;
  const sure = qHalt === null ? null : `${(100 * haltProbability({ qHalt })).toFixed(0)} %`;
  const right = qHalt !== null && task.solvedBy(tokens);
  return (
    <li className={answers ? 'answers' : undefined}>
      <Miniature
        {...{ task, tokens, changed, differing, assumed }}
        label={describe(chain, number, sure, right)}
      />
      <span className="chain-q" aria-hidden="true">
        {qHalt === null ? '–' : qHalt.toFixed(1).replace('-', '−')} · {sure ?? '–'}
        {right && ' ✓'}
      </span>
    </li>
  );
}

function describe(
  { answers, changed, differing, assumed }: ChainOnShow,
  number: number,
  sure: string | null,
  right: boolean,
): string {
  if (sure === null) return `Chain ${number}: has not thought yet`;
  const parts = [
    `${sure} sure`,
    ...(right ? ['right'] : []),
    `${changed.length} cells changed`,
    ...(assumed.length > 0 ? [`${assumed.length} digits assumed`] : []),
    answers ? 'its answer is on the board' : `differs from the answer in ${differing.length} cells`,
  ];
  return `Chain ${number}: ${parts.join(', ')}`;
}
