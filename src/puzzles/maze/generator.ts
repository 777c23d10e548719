import type { Random } from '../random';
import { carveCorridors, type Ground } from './corridors';
import { geometryOfSide, GOAL, START, WALL, type MazeGrid } from './geometry';
import { breadthFirst, nearerNeighbours, type Search } from './search';
import { solveMaze } from './solver';
import { drawSpiral } from './spiral';
import { scatterWalls } from './walls';

export const MAZE_KINDS = ['corridors', 'walls', 'spiral'] as const;
export type MazeKind = (typeof MAZE_KINDS)[number];

export interface MazeSettings {
  readonly side: number;
  /** Corridors with loops (`carveCorridors`), walls at random (`scatterWalls`), or a spiral. */
  readonly kind: MazeKind;
  /** Fewest steps from start to goal; at least 1. */
  readonly minPath: number;
  /** Whether there must be exactly one shortest path. */
  readonly unique: boolean;
  /** Whether every way to the goal is walled up in the end. */
  readonly blocked: boolean;
  /** Corridors: probability that a wall between rooms is opened. */
  readonly loops: number;
  /** Random walls: the share of walls of each maze is drawn from this range. */
  readonly walls: readonly [low: number, high: number];
}

/** Defaults: at least as many steps as the side, one shortest path, walls as in Maze-Hard. */
export function mazeSettings(side: number, wish: Partial<MazeSettings> = {}): MazeSettings {
  return {
    side,
    kind: 'corridors',
    minPath: side,
    unique: true,
    blocked: false,
    loops: 0.15,
    walls: [0.3, 0.5],
    ...wish,
  };
}

export interface MazePuzzle {
  readonly puzzle: MazeGrid;
  /** The puzzle with the shortest path from `solveMaze`, or as it is if no way leads to the goal. */
  readonly solution: MazeGrid;
  /** Steps from start to goal; 0 if no way leads there. */
  readonly length: number;
}

interface Ends {
  readonly goal: number;
  /** From the start. */
  readonly search: Search;
}

/** Number of mazes drawn before the request counts as impossible: a second of work or two. */
const MOST_TRIES = 20_000;

/** Number of starts tried on one maze; the cell farthest from each is tried too. */
const STARTS = 3;

/** Makes mazes with a shortest path of at least a given length. */
export class MazeGenerator {
  /** @throws RangeError if there are no mazes of this side. */
  constructor(
    readonly settings: MazeSettings,
    private readonly random: Random,
  ) {
    geometryOfSide(settings.side);
  }

  /**
   * Draws mazes until one has two places far enough apart. All goals far enough from the start are
   * equally likely.
   * @throws RangeError if none of `MOST_TRIES` mazes has them
   */
  generate(): MazePuzzle {
    const { side, minPath, unique, blocked } = this.settings;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const ground = this.ground();
      const ends = this.chooseEnds(ground);
      if (ends === null) continue;
      const puzzle = ground.grid;
      if (unique) this.closeOtherWays(puzzle, ends);
      puzzle[ends.search.order[0]!] = START;
      puzzle[ends.goal] = GOAL;
      if (blocked) {
        if (!this.closeAllWays(puzzle)) continue;
        return { puzzle, solution: puzzle, length: 0 };
      }
      const { solution, length } = solveMaze(puzzle, 1)!;
      return { puzzle, solution, length };
    }
    throw new RangeError(
      `No ${side}×${side} maze with a shortest path of ${minPath} steps or more came up in ` +
        `${MOST_TRIES} tries; ask for a shorter one.`,
    );
  }

  private ground(): Ground {
    const { side, kind, loops, walls } = this.settings;
    if (kind === 'spiral') return drawSpiral(side, this.random);
    if (kind === 'corridors') return carveCorridors(side, loops, this.random);
    const [low, high] = walls;
    return scatterWalls(side, low + this.random.float() * (high - low), this.random);
  }

  private chooseEnds({ grid, places }: Ground): Ends | null {
    const { minPath } = this.settings;
    const isPlace = new Uint8Array(grid.length);
    for (const place of places) isPlace[place] = 1;
    const isSearched = new Uint8Array(grid.length);
    for (let tries = 0; tries < STARTS && places.length > 0; tries++) {
      let start = places[this.random.below(places.length)]!;
      if (isSearched[start]) continue;
      // Long shortest paths run between far ends: if the drawn start has no goal, the place
      // farthest from it most likely has one.
      for (const attempt of [1, 2]) {
        const search = breadthFirst(grid, start);
        const { distances, order } = search;
        if (distances[order.at(-1)!]! >= minPath) {
          const goals = order.filter((cell) => isPlace[cell] && distances[cell]! >= minPath);
          if (goals.length > 0) return { goal: goals[this.random.below(goals.length)]!, search };
        }
        if (attempt === 2) continue;
        for (const cell of order) {
          isSearched[cell] = 1;
          if (isPlace[cell]) start = cell;
        }
      }
    }
    return null;
  }

  /**
   * Keeps one shortest path, drawn at random. Seen from the goal, every other one leaves it at some
   * cell, to another neighbour that is equally near to the start. A wall there closes that path and
   * lengthens no part of the kept one. In corridors these neighbours are cells between rooms, each
   * part of a loop, so no room is cut off.
   */
  private closeOtherWays(grid: MazeGrid, { goal, search }: Ends): void {
    const start = search.order[0]!;
    for (let cell = goal; cell !== start;) {
      const nearer = this.random.shuffle(nearerNeighbours(search, cell));
      cell = nearer[0]!;
      for (const other of nearer.slice(1)) grid[other] = WALL;
    }
  }

  /**
   * Walls up one cell of the shortest path after another until no way is left.
   * @returns whether it can: not if start and goal are neighbours
   */
  private closeAllWays(grid: MazeGrid): boolean {
    for (let solved = solveMaze(grid, 1); solved !== null; solved = solveMaze(grid, 1)) {
      const between = solved.path.slice(1, -1);
      if (between.length === 0) return false;
      grid[between[this.random.below(between.length)]!] = WALL;
    }
    return true;
  }
}
