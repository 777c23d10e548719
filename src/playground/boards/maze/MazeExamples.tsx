import { memo } from 'react';
import { geometryForCells, GOAL, START, WALL, type MazeGrid } from '../../../puzzles/maze/geometry';
import { mazePresets } from '../../../puzzles/maze/presets';
import { ExamplesPanel } from '../../worlds/ExamplesPanel';
import { goalSign } from './GroundLayer';
import { discs, runs } from './paths';

export interface MazeExamplesProps {
  /** The maze on the board: examples have its size, and an equal one is marked. */
  readonly puzzle: MazeGrid;
  onPick(puzzle: MazeGrid): void;
}

/** Example mazes as small pictures. */
export function MazeExamples({ puzzle, onPick }: MazeExamplesProps) {
  const presets = mazePresets(geometryForCells(puzzle.length).side);
  const chosen = presets.find((preset) =>
    preset.puzzle.every((token, cell) => token === puzzle[cell]),
  );
  return (
    <ExamplesPanel
      label="Example mazes"
      examples={presets}
      chosen={chosen}
      onPick={(preset) => onPick(preset.puzzle)}
      picture={({ puzzle: maze }) => <MazeThumbnail puzzle={maze} />}
      none="A maze of your own."
    />
  );
}

/** A small picture of a maze; its colour is `fill`. */
const MazeThumbnail = memo(function MazeThumbnail({ puzzle }: { readonly puzzle: MazeGrid }) {
  const { side, cells } = geometryForCells(puzzle.length);
  const [start, goal] = [puzzle.indexOf(START), puzzle.indexOf(GOAL)];
  return (
    <svg className="maze-thumbnail" viewBox={`0 0 ${side} ${side}`} aria-hidden="true">
      <path d={runs(cells, side, (cell) => puzzle[cell] === WALL)} />
      <path
        className="maze-ends"
        d={
          discs([start], side, 0.45) + goalSign((goal % side) + 0.5, Math.floor(goal / side) + 0.5)
        }
      />
      <rect className="maze-frame" width={side} height={side} />
    </svg>
  );
});
