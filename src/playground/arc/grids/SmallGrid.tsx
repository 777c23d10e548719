import type { ArcGrid } from '../../../puzzles/arc/grid';
import { GridView } from './GridView';

interface Props {
  readonly grid: ArcGrid;
  /** Pixels of the longer side. */
  readonly side: number;
  readonly label?: string;
}

/** A grid as a small picture, without lines between its cells. */
export function SmallGrid({ grid, side, label }: Props) {
  const scale = side / Math.max(grid.height, grid.width);
  return (
    <span className="arc-small" style={{ width: `${scale * grid.width}px` }}>
      <GridView grid={grid} {...(label !== undefined && { label })} />
    </span>
  );
}
