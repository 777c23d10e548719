import type { ReactNode } from 'react';
import type { ArcGrid } from '../../../puzzles/arc/grid';

/** Grids smaller than that are drawn as if they had so many columns, lest their cells be huge. */
const LEAST_SIDE = 6;

interface Props {
  readonly grid: Pick<ArcGrid, 'height' | 'width'>;
  /** Largest side of all grids drawn to the same scale. */
  readonly side: number;
  readonly children: ReactNode;
}

/** Gives a grid its share of the room, so that a cell is as large here as in the other grids. */
export function Sized({ grid, side, children }: Props) {
  const share = grid.width / Math.max(side, LEAST_SIDE);
  return (
    <div className="arc-sized" style={{ width: `${Math.min(100, 100 * share)}%` }}>
      {children}
    </div>
  );
}
