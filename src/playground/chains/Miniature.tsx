import { CELL, type MiniatureProps } from './miniature';
import type { Task } from './useTask';

interface Props extends Pick<MiniatureProps, 'tokens' | 'changed' | 'differing' | 'assumed'> {
  readonly task: Task;
  /** The description for screen readers; without it the picture is decoration. */
  readonly label?: string;
}

/** The answer of a thought as a small picture. */
export function Miniature({ task: { Picture, side, input }, label, ...grid }: Props) {
  return (
    <svg
      className="miniature"
      viewBox={`0 0 ${CELL * side} ${CELL * side}`}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <Picture {...{ side, input, ...grid }} />
    </svg>
  );
}
