import { ALL_DIHEDRAL } from '../dihedral';
import { viewMaze } from './augment';
import type { MazeGrid } from './geometry';
import { formatMazeLine } from './parse';
import { erasePath } from './solver';

/** Mazes told apart up to turning and mirroring, for keeping test mazes out of training sets. */
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

  /** Whether this maze or a view of it is in the set; a path drawn in it makes no difference. */
  has(maze: MazeGrid): boolean {
    // A set of none is asked for every maze of a data set made without one.
    return this.keys.size > 0 && this.keys.has(canonical(maze));
  }
}

/** The first of the eight views in the order of text. */
function canonical(maze: MazeGrid): string {
  const bare = erasePath(maze);
  return ALL_DIHEDRAL.map((view) => formatMazeLine(viewMaze(bare, view))).reduce((least, line) =>
    line < least ? line : least,
  );
}
