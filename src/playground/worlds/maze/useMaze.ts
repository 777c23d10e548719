import { useMemo } from 'react';
import type { MazeGrid } from '../../../puzzles/maze/geometry';
import { mazeThought, type MazeThought } from '../../boards/maze/thought';
import { puzzleOf } from '../../store/puzzle';
import { frameBefore, frameShown, segmentOf } from '../../store/selectors';
import { usePlayground } from '../../usePlayground';
import { labelOf } from './report';

/** The maze, and the visible segment's answer (`null` before the first). */
export function useMaze(): { maze: MazeGrid; thought: MazeThought | null } {
  const maze = usePlayground(puzzleOf);
  const frame = usePlayground(frameShown);
  const before = usePlayground(frameBefore);
  const segment = usePlayground(segmentOf);
  const thought = useMemo(
    () => (frame === null ? null : mazeThought(frame, before, segment, maze, labelOf(maze))),
    [frame, before, segment, maze],
  );
  return { maze, thought };
}
