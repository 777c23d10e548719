import type { ReactNode } from 'react';
import type { ArcGrid } from '../../../puzzles/arc/grid';

/**
 * Smaller grids are drawn as if they had this many columns; otherwise their cells would be huge.
 */
const LEAST_SIDE = 6;

interface Props {
  readonly grid: Pick<ArcGrid, 'height' | 'width'>;
  /** Largest side of all grids drawn to the same scale. */
  readonly side: number;
  readonly children: ReactNode;
}

/** Gives a grid its share of the space, so that all grids have cells of the same size. */
export function Sized({ grid, side, children }: Props) {
  const share = grid.width / Math.max(side, LEAST_SIDE);
  return (
    <div className="arc-sized" style={{ width: `${Math.min(100, 100 * share)}%` }}>
      {children}
    </div>
  );
}
