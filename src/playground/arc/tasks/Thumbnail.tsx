import type { ArcRecord } from '../../../puzzles/arc/task';
import { GridView } from '../grids/GridView';

/** The first demonstration, small. */
export function Thumbnail({ record }: { readonly record: ArcRecord }) {
  const { input, output } = record.task.train[0]!;
  return (
    <span className="arc-thumbnail">
      <GridView grid={input} />
      <GridView grid={output} />
    </span>
  );
}
