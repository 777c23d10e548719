import { memo } from 'react';
import { GOAL, START, WALL, type MazeGrid } from '../../../puzzles/maze/geometry';
import { discs, runs } from './paths';

interface Props {
  readonly grid: MazeGrid;
  readonly side: number;
}

/** The puzzle's walls. */
export const Walls = memo(function Walls({ grid, side }: Props) {
  return <path className="maze-walls" d={runs(grid.length, side, (cell) => grid[cell] === WALL)} />;
});

/** Lines between cells, under the walls. */
export const GridLines = memo(function GridLines({ side }: { readonly side: number }) {
  const inner = Array.from({ length: side - 1 }, (_, i) => i + 1);
  return (
    <path className="hairline" d={inner.map((i) => `M0 ${i}H${side}M${i} 0V${side}`).join('')} />
  );
});

/** Start, a disc, and goal, a diamond around another: they differ by shape. */
export const Marks = memo(function Marks({ grid, side }: Props) {
  const goals = [...grid.keys()].filter((cell) => grid[cell] === GOAL);
  const starts = [...grid.keys()].filter((cell) => grid[cell] === START);
  return (
    <>
      <path className="maze-start" d={discs(starts, side, 0.34)} />
      <path
        className="maze-goal"
        d={goals
          .map((cell) => goalSign((cell % side) + 0.5, Math.floor(cell / side) + 0.5))
          .join('')}
      />
    </>
  );
});

/** A ring of a diamond and its core; drawn with the even-odd rule. */
export function goalSign(x: number, y: number): string {
  const diamond = (radius: number) =>
    `M${x} ${y - radius}l${radius} ${radius}l${-radius} ${radius}l${-radius} ${-radius}z`;
  return diamond(0.46) + diamond(0.3) + diamond(0.16);
}
