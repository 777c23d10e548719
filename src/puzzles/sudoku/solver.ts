import type { Random } from '../random';
import type { SudokuGeometry, SudokuGrid } from './geometry';

/** What an exhaustive search found. */
export interface SudokuSearch {
  /** Number of solutions, counted up to the limit asked for. */
  readonly solutions: number;
  /** The first solution found, or `null` if there is none. */
  readonly solution: SudokuGrid | null;
  /**
   * Digits tried where propagation alone did not decide: 0 means naked and hidden singles solve the
   * puzzle. It is a fair yardstick of how hard a puzzle is for a machine that must search.
   */
  readonly guesses: number;
  /** Whether the search ran out of `maxGuesses`; `solutions` is then only what it found so far. */
  readonly gaveUp: boolean;
}

export interface SolveOptions {
  /** Stop after this many solutions; 2 (the default) answers "is it unique?". */
  readonly limit?: number;
  /**
   * Give up after this many guesses. Nearly all puzzles need fewer than a thousand, but some grids
   * that look innocent need millions to be proved unsolvable; without a bound those take seconds.
   */
  readonly maxGuesses?: number;
  /** Called with every solution as it is found; the array is the solver's own, valid in the call. */
  readonly onSolution?: (solution: SudokuGrid) => void;
  /** Try digits at a guess in random order (to draw random full grids) instead of ascending. */
  readonly random?: Random;
}

const POPCOUNT = Uint8Array.from({ length: 512 }, (_, mask) => {
  let bits = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits++;
  return bits;
});

/**
 * Exact solver: depth-first search over bit masks with naked and hidden singles, guessing in the
 * cell with the fewest candidates. One scan over the empty cells per assignment finds singles,
 * contradictions and the guess together, and assignments are undone from a trail, so nothing is
 * allocated while it searches. An instance is reusable but not re-entrant.
 */
export class SudokuSolver {
  private readonly all: number;
  private readonly boxed: number;
  /** Digits placed in each unit, as a mask. */
  private readonly used: Uint16Array;
  private readonly values: Uint8Array;
  /** `empty[0…emptyCount)` are the empty cells; assigning swaps a cell behind the end. */
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
    const { size, cells } = geometry;
    this.all = (1 << size) - 1;
    this.boxed = 2 * size;
    this.used = new Uint16Array(3 * size);
    this.once = new Uint16Array(3 * size);
    this.twice = new Uint16Array(3 * size);
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

  /** Places the givens; false when two of them contradict each other. */
  private load(grid: SudokuGrid): boolean {
    const { size, cells, rowOf, columnOf, boxOf } = this.geometry;
    this.used.fill(0);
    this.emptyCount = 0;
    for (let cell = 0; cell < cells; cell++) {
      const digit = grid[cell]!;
      this.values[cell] = digit;
      if (digit === 0) {
        this.empty[this.emptyCount++] = cell;
        continue;
      }
      const bit = 1 << (digit - 1);
      const row = rowOf[cell]!;
      const column = size + columnOf[cell]!;
      const box = this.boxed + boxOf[cell]!;
      if ((this.used[row]! | this.used[column]! | this.used[box]!) & bit) return false;
      this.used[row]! |= bit;
      this.used[column]! |= bit;
      this.used[box]! |= bit;
    }
    return true;
  }

  private assign(position: number, bit: number): void {
    const { size, rowOf, columnOf, boxOf } = this.geometry;
    const cell = this.empty[position]!;
    const last = --this.emptyCount;
    this.empty[position] = this.empty[last]!;
    this.empty[last] = cell;
    this.trail[last] = position;
    this.values[cell] = 32 - Math.clz32(bit);
    this.used[rowOf[cell]!]! |= bit;
    this.used[size + columnOf[cell]!]! |= bit;
    this.used[this.boxed + boxOf[cell]!]! |= bit;
  }

  private undoTo(emptyCount: number): void {
    const { size, rowOf, columnOf, boxOf } = this.geometry;
    while (this.emptyCount < emptyCount) {
      const last = this.emptyCount++;
      const position = this.trail[last]!;
      const cell = this.empty[last]!;
      this.empty[last] = this.empty[position]!;
      this.empty[position] = cell;
      const bit = 1 << (this.values[cell]! - 1);
      this.values[cell] = 0;
      this.used[rowOf[cell]!]! ^= bit;
      this.used[size + columnOf[cell]!]! ^= bit;
      this.used[this.boxed + boxOf[cell]!]! ^= bit;
    }
  }

  /** Propagates singles, then guesses; returns with the trail as it found it. */
  private search(): void {
    const { size, rowOf, columnOf, boxOf } = this.geometry;
    const { used, empty, once, twice, all, boxed } = this;
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
        const candidates = all & ~(used[row]! | used[column]! | used[box]!);
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
   * After a scan without naked singles: a digit that fits only one cell of some unit, as
   * `position << 16 | bit`; DEAD when a unit has a digit that fits nowhere.
   */
  private hiddenSingle(): number {
    const { size, rowOf, columnOf, boxOf } = this.geometry;
    const { used, once, twice, empty, all, boxed } = this;
    let any = 0;
    for (let unit = 0; unit < 3 * size; unit++) {
      if ((once[unit]! | used[unit]!) !== all) return DEAD;
      any |= once[unit]! & ~twice[unit]!;
    }
    if (any === 0) return NONE;
    for (let position = 0; position < this.emptyCount; position++) {
      const cell = empty[position]!;
      const row = rowOf[cell]!;
      const column = size + columnOf[cell]!;
      const box = boxed + boxOf[cell]!;
      const single =
        ((once[row]! & ~twice[row]!) |
          (once[column]! & ~twice[column]!) |
          (once[box]! & ~twice[box]!)) &
        ~(used[row]! | used[column]! | used[box]!);
      if (single !== 0) return (position << 16) | (single & -single);
    }
    return NONE;
  }
}

const NONE = -1;
const DEAD = -2;

function pickBit(mask: number, random: Random): number {
  let rest = mask;
  for (let skip = random.below(POPCOUNT[mask]!); skip > 0; skip--) rest &= rest - 1;
  return rest & -rest;
}
