import type { Random } from '../random';
import { pickBit, POPCOUNT } from './bits';
import { FALLING, RISING, type SudokuGeometry, type SudokuGrid } from './geometry';
import type { SolveOptions, SudokuSearch } from './search';

/**
 * Exact solver: depth-first search over bit masks with naked and hidden singles, guessing in the
 * cell with the fewest candidates. One scan over the empty cells per assignment finds singles,
 * contradictions and the guess together, and assignments are undone from a trail, so nothing is
 * allocated while it searches. An instance is reusable but not re-entrant.
 */
export class SudokuSolver {
  private readonly all: number;
  /** Numbers of the first box, the falling and the rising diagonal among the units. */
  private readonly boxed: number;
  private readonly falling: number;
  private readonly rising: number;
  /** Digits placed in each unit, as a mask. */
  private readonly used: Uint16Array;
  private readonly values: Uint8Array;
  /** `empty[0…emptyCount)` are the empty cells; assigning moves a cell beyond the end. */
  private readonly empty: Uint8Array;
  private emptyCount = 0;
  /** Position in `empty` at which each assignment was taken out, for undoing in reverse order. */
  private readonly trail: Uint8Array;
  private readonly once: Uint16Array;
  private readonly twice: Uint16Array;
  private limit = 2;
  private maxGuesses = Infinity;
  private onSolution: ((solution: SudokuGrid) => void) | undefined;
  private random: Random | undefined;
  private solutions = 0;
  private guesses = 0;
  private gaveUp = false;
  private solution: SudokuGrid | null = null;

  constructor(readonly geometry: SudokuGeometry) {
    const { size, cells, units } = geometry;
    this.all = (1 << size) - 1;
    this.boxed = 2 * size;
    this.falling = 3 * size;
    this.rising = 3 * size + 1;
    this.used = new Uint16Array(units.length);
    this.once = new Uint16Array(units.length);
    this.twice = new Uint16Array(units.length);
    this.values = new Uint8Array(cells);
    this.empty = new Uint8Array(cells);
    this.trail = new Uint8Array(cells);
  }

  /**
   * @param grid digits row by row, 0 = blank; unchanged. Contradicting givens mean no solution.
   */
  solve(grid: SudokuGrid, options: SolveOptions = {}): SudokuSearch {
    this.limit = options.limit ?? 2;
    this.maxGuesses = options.maxGuesses ?? Infinity;
    this.onSolution = options.onSolution;
    this.random = options.random;
    this.solutions = 0;
    this.guesses = 0;
    this.gaveUp = false;
    this.solution = null;
    if (this.load(grid)) this.search();
    const { solutions, solution, guesses, gaveUp } = this;
    return { solutions, solution, guesses, gaveUp };
  }

  /** Digits in any unit of a cell. */
  private around(cell: number): number {
    const { size, rowOf, columnOf, boxOf, diagonalsOf } = this.geometry;
    const { used } = this;
    let digits =
      used[rowOf[cell]!]! | used[size + columnOf[cell]!]! | used[this.boxed + boxOf[cell]!]!;
    const diagonals = diagonalsOf[cell]!;
    if (diagonals & FALLING) digits |= used[this.falling]!;
    if (diagonals & RISING) digits |= used[this.rising]!;
    return digits;
  }

  /** Adds a digit to the units of a cell, or removes it. */
  private toggle(cell: number, bit: number): void {
    const { size, rowOf, columnOf, boxOf, diagonalsOf } = this.geometry;
    const { used } = this;
    used[rowOf[cell]!]! ^= bit;
    used[size + columnOf[cell]!]! ^= bit;
    used[this.boxed + boxOf[cell]!]! ^= bit;
    const diagonals = diagonalsOf[cell]!;
    if (diagonals & FALLING) used[this.falling]! ^= bit;
    if (diagonals & RISING) used[this.rising]! ^= bit;
  }

  /** Places the givens; false when two of them contradict each other. */
  private load(grid: SudokuGrid): boolean {
    this.used.fill(0);
    this.emptyCount = 0;
    for (let cell = 0; cell < this.geometry.cells; cell++) {
      const digit = grid[cell]!;
      this.values[cell] = digit;
      if (digit === 0) {
        this.empty[this.emptyCount++] = cell;
        continue;
      }
      const bit = 1 << (digit - 1);
      if (this.around(cell) & bit) return false;
      this.toggle(cell, bit);
    }
    return true;
  }

  private assign(position: number, bit: number): void {
    const cell = this.empty[position]!;
    const last = --this.emptyCount;
    this.empty[position] = this.empty[last]!;
    this.empty[last] = cell;
    this.trail[last] = position;
    this.values[cell] = 32 - Math.clz32(bit);
    this.toggle(cell, bit);
  }

  private undoTo(emptyCount: number): void {
    while (this.emptyCount < emptyCount) {
      const last = this.emptyCount++;
      const position = this.trail[last]!;
      const cell = this.empty[last]!;
      this.empty[last] = this.empty[position]!;
      this.empty[position] = cell;
      this.toggle(cell, 1 << (this.values[cell]! - 1));
      this.values[cell] = 0;
    }
  }

  /** Propagates singles, then guesses; restores the trail before it returns. */
  private search(): void {
    const { size, rowOf, columnOf, boxOf, diagonalsOf } = this.geometry;
    const { used, empty, once, twice, all, boxed, falling, rising } = this;
    const mark = this.emptyCount;

    for (;;) {
      if (this.emptyCount === 0) {
        this.solutions++;
        this.solution ??= this.values.slice();
        this.onSolution?.(this.values);
        break;
      }
      once.fill(0);
      twice.fill(0);
      let guessPosition = -1;
      let guessMask = 0;
      let fewest = size + 1;
      for (let position = 0; position < this.emptyCount; position++) {
        const cell = empty[position]!;
        const row = rowOf[cell]!;
        const column = size + columnOf[cell]!;
        const box = boxed + boxOf[cell]!;
        const diagonals = diagonalsOf[cell]!;
        let seen = used[row]! | used[column]! | used[box]!;
        if (diagonals !== 0) {
          if (diagonals & FALLING) seen |= used[falling]!;
          if (diagonals & RISING) seen |= used[rising]!;
        }
        const candidates = all & ~seen;
        const count = POPCOUNT[candidates]!;
        if (count < fewest) {
          fewest = count;
          guessPosition = position;
          guessMask = candidates;
          if (count <= 1) break;
        }
        twice[row]! |= once[row]! & candidates;
        once[row]! |= candidates;
        twice[column]! |= once[column]! & candidates;
        once[column]! |= candidates;
        twice[box]! |= once[box]! & candidates;
        once[box]! |= candidates;
        if (diagonals !== 0) {
          if (diagonals & FALLING) {
            twice[falling]! |= once[falling]! & candidates;
            once[falling]! |= candidates;
          }
          if (diagonals & RISING) {
            twice[rising]! |= once[rising]! & candidates;
            once[rising]! |= candidates;
          }
        }
      }
      if (fewest === 0) break;
      if (fewest === 1) {
        this.assign(guessPosition, guessMask);
        continue;
      }
      const hidden = this.hiddenSingle();
      if (hidden === DEAD) break;
      if (hidden !== NONE) {
        this.assign(hidden >> 16, hidden & 0xffff);
        continue;
      }
      for (let rest = guessMask; rest !== 0 && this.solutions < this.limit;) {
        if (this.guesses >= this.maxGuesses) {
          this.gaveUp = true;
          break;
        }
        const bit = this.random === undefined ? rest & -rest : pickBit(rest, this.random);
        rest ^= bit;
        this.guesses++;
        const before = this.emptyCount;
        this.assign(guessPosition, bit);
        this.search();
        this.undoTo(before);
      }
      break;
    }
    this.undoTo(mark);
  }

  /**
   * After a scan without naked singles: a digit that fits only one cell of some unit, as `position
   * << 16 | bit`; DEAD if a unit has a digit without a place.
   */
  private hiddenSingle(): number {
    const { size, rowOf, columnOf, boxOf, diagonalsOf } = this.geometry;
    const { used, once, twice, empty, all, boxed, falling, rising } = this;
    let any = 0;
    for (let unit = 0; unit < used.length; unit++) {
      if ((once[unit]! | used[unit]!) !== all) return DEAD;
      any |= once[unit]! & ~twice[unit]!;
    }
    if (any === 0) return NONE;
    for (let position = 0; position < this.emptyCount; position++) {
      const cell = empty[position]!;
      const row = rowOf[cell]!;
      const column = size + columnOf[cell]!;
      const box = boxed + boxOf[cell]!;
      const diagonals = diagonalsOf[cell]!;
      let single =
        (once[row]! & ~twice[row]!) |
        (once[column]! & ~twice[column]!) |
        (once[box]! & ~twice[box]!);
      if (diagonals & FALLING) single |= once[falling]! & ~twice[falling]!;
      if (diagonals & RISING) single |= once[rising]! & ~twice[rising]!;
      single &= ~this.around(cell);
      if (single !== 0) return (position << 16) | (single & -single);
    }
    return NONE;
  }
}

const NONE = -1;
const DEAD = -2;
