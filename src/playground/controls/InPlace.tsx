import type { ReactNode } from 'react';

interface Props {
  readonly className?: string;
  readonly usual: ReactNode;
  /** Stands in the place of what is usual there; `null` most of the time. */
  readonly children: ReactNode;
}

/**
 * What stands here usually, or for a moment something else, such as figures for the place under the
 * pointer. The usual keeps its room meanwhile, so that pointing does not move what is below.
 */
export function InPlace({ className = '', usual, children }: Props) {
  const away = children !== null;
  return (
    <div className={`in-place ${className}`}>
      <div className={away ? 'away' : undefined}>{usual}</div>
      {away && <div>{children}</div>}
    </div>
  );
}
