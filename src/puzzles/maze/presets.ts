import { createRandom, type Random } from '../random';
import { carveCorridors } from './corridors';
import { firstMaze } from './first-maze';
import { MazeGenerator, mazeSettings, type MazeSettings } from './generator';
import { geometryOfSide, GOAL, OPEN, START, WALL, type MazeGrid } from './geometry';
import { breadthFirst } from './search';
import { solveMaze } from './solver';
import { carveSpiral } from './spiral';

/** A maze to begin with. */
export interface MazePreset {
  readonly id: string;
  readonly name: string;
  /** What it shows, in a sentence. */
  readonly note: string;
  readonly puzzle: MazeGrid;
}

const made = new Map<number, readonly MazePreset[]>();

/**
 * Example mazes of one size, always the same: six with a path, one without, and an empty one.
 * @throws RangeError if there are no mazes of this side
 */
export function mazePresets(side: number): readonly MazePreset[] {
  const known = made.get(side);
  if (known !== undefined) return known;
  geometryOfSide(side);
  const random = createRandom(2506_21734 + side);
  const generate = (wish: Partial<MazeSettings>) =>
    new MazeGenerator(mazeSettings(side, wish), random).generate().puzzle;
  // Random walls rarely leave a long path on a small board.
  const far = side < 8 ? side : Math.floor(1.25 * side);
  const presets: readonly MazePreset[] = [
    {
      id: 'corridors',
      name: 'Corridors',
      note: 'Corridors with a few loops, and one shortest path.',
      puzzle: firstMaze(side),
    },
    {
      id: 'loops',
      name: 'Loops',
      note: 'Many paths lead to the goal; only one is the shortest.',
      puzzle: generate({ loops: 0.6, minPath: side }),
    },
    {
      id: 'walls',
      name: 'Scattered',
      note: 'Walls at random on 30 to 50 % of the cells, as in Maze-Hard.',
      puzzle: generate({ kind: 'walls', minPath: far }),
    },
    {
      id: 'field',
      name: 'Open field',
      note: 'Few walls and many shortest paths: any one of them is right.',
      puzzle: generate({ kind: 'walls', walls: [0.1, 0.2], unique: false, minPath: side }),
    },
    {
      id: 'long',
      name: 'Long way',
      note: 'A maze without loops; start and goal are as far apart as two cells of it can be.',
      puzzle: longWay(side, random),
    },
    {
      id: 'spiral',
      name: 'Spiral',
      note: 'A spiral inward: the path is long, with no choices.',
      puzzle: spiral(side),
    },
    {
      id: 'no-way',
      name: 'No way',
      note: 'No path leads to the goal, so it is right to draw none. A model that saw only mazes with a path draws one all the same.',
      puzzle: noWay(generate({ minPath: side, loops: 0 })),
    },
    {
      id: 'bare',
      name: 'Bare',
      note: 'An empty board to draw walls on.',
      puzzle: bare(side),
    },
  ];
  made.set(side, presets);
  return presets;
}

/**
 * Draws mazes without loops and takes the one with the longest path between two rooms, with these
 * rooms as ends.
 */
function longWay(side: number, random: Random): MazeGrid {
  const drawn = Array.from({ length: 12 }, () => {
    const { grid, places } = carveCorridors(side, 0, random);
    // In a tree, the cell farthest from any cell is one end of a longest path.
    const start = breadthFirst(grid, places[0]!).order.at(-1)!;
    const { distances, order } = breadthFirst(grid, start);
    const goal = order.at(-1)!;
    grid[start] = START;
    grid[goal] = GOAL;
    return { grid, length: distances[goal]! };
  });
  return drawn.reduce((best, other) => (other.length > best.length ? other : best)).grid;
}

/** A spiral over the whole board, from its outer end to the inner one. */
function spiral(side: number): MazeGrid {
  const inset = side % 2;
  const length = side - 2 * inset;
  const box = { top: inset, left: inset, height: length, width: length };
  const { grid, places } = carveSpiral(side, box);
  grid[places[0]!] = START;
  grid[places.at(-1)!] = GOAL;
  return grid;
}

/** A maze without loops with its path walled up halfway. */
function noWay(puzzle: MazeGrid): MazeGrid {
  const { path } = solveMaze(puzzle, 1)!;
  return puzzle.with(path[Math.floor(path.length / 2)]!, WALL);
}

function bare(side: number): MazeGrid {
  const grid = new Uint8Array(side * side).fill(OPEN);
  grid[side + 1] = START;
  grid[side * side - side - 2] = GOAL;
  return grid;
}
