import { memo } from 'react';
import { OPEN, type MazeGrid } from '../../../puzzles/maze/geometry';
import { corners, discs, pipes, squares } from './paths';
import {
  doubtLevels,
  doubtRadius,
  isOnPath,
  opacityOf,
  pathLevels,
  type MazeThought,
} from './thought';

interface Props {
  readonly thought: MazeThought;
  /** The maze on the board; during editing it differs from the one of the thought. */
  readonly grid: MazeGrid;
  readonly side: number;
}

/**
 * The cells that the model marks as path, with opacity for how sure it is, and open cells with
 * doubts.
 */
export const ThoughtLayer = memo(function ThoughtLayer({ thought, grid, side }: Props) {
  const { answer } = thought.reading;
  const isJoined = (cell: number) =>
    isOnPath(grid[cell]) || (grid[cell] === OPEN && isOnPath(answer[cell]));
  return (
    <>
      {doubtLevels(thought, grid).map((cells, level) => (
        <path key={level} className="maze-doubt" d={discs(cells, side, doubtRadius(level))} />
      ))}
      {pathLevels(thought, grid).map((cells, level) => (
        <path
          key={level}
          className="maze-path"
          d={pipes(cells, side, isJoined)}
          opacity={opacityOf(level)}
        />
      ))}
    </>
  );
});

/** Cells that changed with this segment pulse once; misread cells are marked. */
export const ChangeLayer = memo(function ChangeLayer({ thought, side }: Omit<Props, 'grid'>) {
  const { changed, segment, reading } = thought;
  return (
    <>
      <path key={segment} className="cell-pulse" d={squares(changed, side, 0.05)} />
      <path className="maze-misread" d={squares(reading.misread, side, 0.06)} />
      <path className="cell-mark" d={corners(reading.misread, side)} />
    </>
  );
});
