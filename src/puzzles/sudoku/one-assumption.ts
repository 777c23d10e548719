import { POPCOUNT } from './bits';
import type { SudokuGeometry, SudokuGrid } from './geometry';
import { isOpen, Singles } from './singles';

/** Number of rounds; later ones are not expected to remove more. */
const ROUNDS = 8;

/**
 * Measures how long a puzzle resists one assumption at a time. In a round each candidate of the
 * grid is assumed and propagated through naked and hidden singles; all candidates that lead to a
 * contradiction are removed together (singleton consistency, among solvers of Sudoku "trial and
 * error at depth one"). Two rounds solve nearly every puzzle. Puzzles that no number of rounds
 * solves need an assumption within an assumption: they are the hardest ones.
 *
 * An instance is reusable but not re-entrant; nothing is allocated while it works.
 */
export class OneAssumption {
  private readonly singles: Singles;
  /**
   * Candidates of each cell as masks: the known ones, those under an assumption, and those to
   * remove.
   */
  private readonly known: Uint16Array;
  private readonly supposed: Uint16Array;
  private readonly fallen: Uint16Array;

  constructor(geometry: SudokuGeometry) {
    const { cells } = geometry;
    this.singles = new Singles(geometry);
    this.known = new Uint16Array(cells);
    this.supposed = new Uint16Array(cells);
    this.fallen = new Uint16Array(cells);
  }

  /**
   * The sum, over eight rounds, of the candidates left in undecided cells: 0 if one round solves
   * the puzzle, a few hundred if it needs two or three, about 1,800 if no round removes anything.
   *
   * @param puzzle a puzzle that has a solution.
   */
  resistance(puzzle: SudokuGrid): number {
    this.singles.enter(this.known, puzzle);
    this.singles.follow(this.known);
    let sum = 0;
    for (let round = 0, more = true; round < ROUNDS; round++) {
      more &&= this.round();
      const left = this.left();
      if (left === 0) break;
      sum += left;
    }
    return sum;
  }

  /** Whether a round removes anything. */
  private round(): boolean {
    const { singles, known, supposed, fallen } = this;
    let any = false;
    for (let cell = 0; cell < known.length; cell++) {
      fallen[cell] = 0;
      if (!isOpen(known[cell]!)) continue;
      for (let rest = known[cell]!; rest !== 0; rest &= rest - 1) {
        const bit = rest & -rest;
        supposed.set(known);
        if (singles.keep(supposed, cell, bit) && singles.follow(supposed)) continue;
        fallen[cell]! |= bit;
        any = true;
      }
    }
    for (let cell = 0; any && cell < known.length; cell++) {
      if (fallen[cell] !== 0) singles.keep(known, cell, known[cell]! & ~fallen[cell]!);
    }
    return any && singles.follow(known);
  }

  /** Candidates in the cells that are not decided. */
  private left(): number {
    let left = 0;
    for (const mask of this.known) if (isOpen(mask)) left += POPCOUNT[mask]!;
    return left;
  }
}
