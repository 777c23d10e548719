import { ALL_DIHEDRAL } from '../dihedral';
import { viewMaze } from './augment';
import type { MazeGrid } from './geometry';
import { formatMazeLine } from './parse';
import { erasePath } from './solver';

/**
 * A set of mazes in which rotations and mirror images count as one, for keeping test mazes out of
 * training sets.
 */
export class MazeSet {
  private readonly keys = new Set<string>();

  constructor(mazes: Iterable<MazeGrid> = []) {
    for (const maze of mazes) this.add(maze);
  }

  get size(): number {
    return this.keys.size;
  }

  add(maze: MazeGrid): void {
    this.keys.add(canonical(maze));
  }

  /** Whether this maze or a view of it is in the set; a drawn path does not matter. */
  has(maze: MazeGrid): boolean {
    // A data set without exclusions asks an empty set for every maze.
    return this.keys.size > 0 && this.keys.has(canonical(maze));
  }
}

/** The first of the eight views in text order. */
function canonical(maze: MazeGrid): string {
  const bare = erasePath(maze);
  return ALL_DIHEDRAL.map((view) => formatMazeLine(viewMaze(bare, view))).reduce((least, line) =>
    line < least ? line : least,
  );
}
