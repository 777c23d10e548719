import { canonicalSudoku } from './canonical';
import { fingerprint } from './fingerprint';
import { geometryForCells, type SudokuGrid, type SudokuRule } from './geometry';
import { formatSudoku } from './parse';

/** What keeps the puzzles of a test set apart from those of a training set. */
export interface PuzzleSet {
  /** How many grids were added, equal ones included. */
  readonly size: number;
  add(grid: SudokuGrid): void;
  /** Whether the set holds this grid, or one that counts as the same. */
  has(grid: SudokuGrid): boolean;
}

/**
 * A set of puzzles in which those that a symmetry turns into each other are one. Canonical forms
 * cost a millisecond, so a cheaper fingerprint sorts out the strangers first, and forms are found
 * only when two fingerprints meet.
 */
export class SudokuSet implements PuzzleSet {
  private readonly waiting = new Map<
    number,
    { readonly grid: SudokuGrid; readonly at: number }[]
  >();
  /** By fingerprint, the canonical forms met and the first grid of each. */
  private readonly forms = new Map<number, Map<string, number>>();
  private added = 0;

  /** @param rule says which symmetries there are: those of the diagonal rule are fewer. */
  constructor(
    grids: Iterable<SudokuGrid> = [],
    private readonly rule: SudokuRule = 'classic',
  ) {
    for (const grid of grids) this.add(grid);
  }

  get size(): number {
    return this.added;
  }

  add(grid: SudokuGrid): void {
    const key = fingerprint(grid);
    const entry = { grid: grid.slice(), at: this.added++ };
    const others = this.waiting.get(key);
    if (others === undefined) this.waiting.set(key, [entry]);
    else others.push(entry);
  }

  has(grid: SudokuGrid): boolean {
    return this.find(grid) !== null;
  }

  /** Which grid, counted from 0 as they were added, was the first that is the same; else `null`. */
  find(grid: SudokuGrid): number | null {
    const key = fingerprint(grid);
    const waiting = this.waiting.get(key);
    if (waiting === undefined) return null;
    const forms = this.forms.get(key) ?? new Map<string, number>();
    this.forms.set(key, forms);
    for (const { grid: other, at } of waiting.splice(0)) {
      const form = this.form(other);
      if (!forms.has(form)) forms.set(form, at);
    }
    return forms.get(this.form(grid)) ?? null;
  }

  private form(grid: SudokuGrid): string {
    return formatSudoku(canonicalSudoku(grid, geometryForCells(grid.length, this.rule)));
  }
}
