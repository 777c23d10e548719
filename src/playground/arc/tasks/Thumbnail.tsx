import type { ArcRecord } from '../../../puzzles/arc/task';
import { SmallGrid } from '../grids/SmallGrid';

const SIDE = 40;

/** The first demonstration, small. */
export function Thumbnail({ record }: { readonly record: ArcRecord }) {
  const { input, output } = record.task.train[0]!;
  return (
    <span className="arc-thumbnail">
      <SmallGrid grid={input} side={SIDE} />
      <SmallGrid grid={output} side={SIDE} />
    </span>
  );
}
