import { POPCOUNT } from './bits';
import type { SudokuGeometry, SudokuGrid } from './geometry';
import { isOpen, Singles } from './singles';

/**
 * Tests whether the clues of a puzzle are needed. For each clue: is there a solution in which its
 * cell has another digit? For a puzzle with one solution this is several times faster than
 * `SudokuSolver`, which would have to find the known solution again.
 *
 * An instance is reusable but not re-entrant; nothing is allocated while it works.
 */
export class ClueTest {
  private readonly singles: Singles;
  /** Candidates of each cell at each depth of the search. */
  private readonly masks: readonly Uint16Array[];

  constructor(geometry: SudokuGeometry) {
    const { cells } = geometry;
    this.singles = new Singles(geometry);
    this.masks = Array.from({ length: cells + 1 }, () => new Uint16Array(cells));
  }

  /**
   * Removes all unneeded clues, one after the other.
   * @param puzzle has exactly one solution; changed in place.
   * @param order the cells of its clues, in the order in which they are tried.
   */
  reduce(puzzle: SudokuGrid, order: readonly number[]): void {
    for (const cell of order) {
      const digit = puzzle[cell]!;
      puzzle[cell] = 0;
      if (this.needs(puzzle, cell, digit)) puzzle[cell] = digit;
    }
  }

  /** Whether a puzzle without this clue has a solution with another digit at its cell. */
  private needs(puzzle: SudokuGrid, cell: number, digit: number): boolean {
    const { singles } = this;
    const masks = this.masks[0]!;
    if (!singles.enter(masks, puzzle)) return false;
    const others = masks[cell]! & ~(1 << (digit - 1));
    return singles.keep(masks, cell, others) && singles.follow(masks) && this.solvable(0);
  }

  /** Whether the masks of a depth have a solution; their singles have been propagated. */
  private solvable(depth: number): boolean {
    const masks = this.masks[depth]!;
    const cell = fewest(masks);
    if (cell === -1) return true;
    const next = this.masks[depth + 1]!;
    for (let rest = masks[cell]!; rest !== 0; rest &= rest - 1) {
      next.set(masks);
      const followed = this.singles.keep(next, cell, rest & -rest) && this.singles.follow(next);
      if (followed && this.solvable(depth + 1)) return true;
    }
    return false;
  }
}

/** The open cell with the fewest candidates; −1 if there is none. */
function fewest(masks: Uint16Array): number {
  let found = -1;
  for (let cell = 0, least = Infinity; cell < masks.length && least > 2; cell++) {
    const mask = masks[cell]!;
    if (!isOpen(mask) || POPCOUNT[mask]! >= least) continue;
    least = POPCOUNT[mask]!;
    found = cell;
  }
  return found;
}
