import type { ReactNode } from 'react';
import type { ArcRecord } from '../../../puzzles/arc/task';
import { useArc } from '../useArc';
import { Thumbnail } from './Thumbnail';

interface Props {
  readonly record: ArcRecord;
  readonly chosen: boolean;
  readonly children: ReactNode;
}

/** A task to choose: its picture and its name. */
export function TaskTile({ record, chosen, children }: Props) {
  const openTask = useArc((state) => state.openTask);
  return (
    <button
      type="button"
      className="example arc-example"
      aria-pressed={chosen}
      onClick={() => openTask(record)}
    >
      <Thumbnail record={record} />
      {children}
    </button>
  );
}
