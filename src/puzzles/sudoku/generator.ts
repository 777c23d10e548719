import type { Random } from '../random';
import type { SudokuGeometry, SudokuGrid } from './geometry';
import { SudokuSolver } from './solver';

export interface SudokuPuzzle {
  readonly puzzle: SudokuGrid;
  readonly solution: SudokuGrid;
  /** Number of cells given. */
  readonly givens: number;
}

/**
 * Makes Sudokus with exactly one solution: a random full grid, from which cells are removed in
 * random order, each only if the solution stays unique.
 */
export class SudokuGenerator {
  private readonly solver: SudokuSolver;
  /**
   * Units that can be filled at random: boxes without a common row or column; if the falling
   * diagonal is a unit, only that.
   */
  private readonly outright: readonly number[];

  constructor(
    readonly geometry: SudokuGeometry,
    private readonly random: Random,
  ) {
    const { rule, boxHeight, boxWidth, size } = geometry;
    this.solver = new SudokuSolver(geometry);
    this.outright =
      rule === 'diagonal'
        ? [3 * size]
        : Array.from(
            { length: Math.min(boxHeight, boxWidth) },
            (_, at) => 2 * size + at * (boxHeight + 1),
          );
  }

  /**
   * A random full grid: some units are filled at random, and the rest is searched in random order.
   * On 4×4 some boxes have no completion; then it draws again.
   */
  fullGrid(): SudokuGrid {
    const { size, cells, units } = this.geometry;
    const grid = new Uint8Array(cells);
    for (;;) {
      for (const unit of this.outright) {
        const digits = this.random.shuffle(Uint8Array.from({ length: size }, (_, i) => i + 1));
        units[unit]!.forEach((cell, i) => (grid[cell] = digits[i]!));
      }
      const { solution } = this.solver.solve(grid, { limit: 1, random: this.random });
      if (solution !== null) return solution;
    }
  }

  /**
   * One puzzle.
   * @param targetGivens digging stops here; it ends earlier if every further dig would add a second
   * solution, so 0 gives a minimal puzzle (every given needed; about 24 on 9×9).
   */
  generate(targetGivens: number): SudokuPuzzle {
    const solution = this.fullGrid();
    const puzzle = solution.slice();
    let givens = this.geometry.cells;
    const order = this.random.shuffle(
      Uint8Array.from({ length: this.geometry.cells }, (_, i) => i),
    );
    for (const cell of order) {
      if (givens <= targetGivens) break;
      if (!this.isForced(puzzle, cell)) continue;
      puzzle[cell] = 0;
      givens--;
    }
    return { puzzle, solution, givens };
  }

  /**
   * Whether the rest of a uniquely solvable grid forces the digit in `cell`. The cell may be
   * removed only if no other digit there leads to a solution. Two cheap tests decide most cells.
   */
  private isForced(grid: SudokuGrid, cell: number): boolean {
    const digit = grid[cell]!;
    if (this.isOnlyPlace(grid, cell, digit)) return true;
    let blocked = 1 << digit;
    for (const peer of this.geometry.peers[cell]!) blocked |= 1 << grid[peer]!;
    for (let other = 1; other <= this.geometry.size; other++) {
      if (blocked & (1 << other)) continue;
      grid[cell] = other;
      const { solutions } = this.solver.solve(grid, { limit: 1 });
      grid[cell] = digit;
      if (solutions > 0) return false;
    }
    return true;
  }

  /** Whether `digit` fits no other blank of some unit of `cell` (a hidden single). */
  private isOnlyPlace(grid: SudokuGrid, cell: number, digit: number): boolean {
    const { units, unitsOf, peers } = this.geometry;
    return unitsOf[cell]!.some((unit) =>
      units[unit]!.every(
        (other) =>
          other === cell ||
          grid[other] !== 0 ||
          peers[other]!.some((peer) => peer !== cell && grid[peer] === digit),
      ),
    );
  }
}
