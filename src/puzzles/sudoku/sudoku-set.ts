import { canonicalSudoku } from './canonical';
import { fingerprint } from './fingerprint';
import { geometryForCells, type SudokuGrid, type SudokuRule } from './geometry';
import { formatSudoku } from './parse';

/** A set that separates test puzzles from training puzzles. */
export interface PuzzleSet {
  /** Number of grids added, including equal ones. */
  readonly size: number;
  add(grid: SudokuGrid): void;
  /** Whether the set holds this grid, or one that counts as the same. */
  has(grid: SudokuGrid): boolean;
}

/**
 * A set of puzzles up to symmetry. Canonical forms take a millisecond, so a cheaper fingerprint is
 * compared first, and forms are computed only if two fingerprints are equal.
 */
export class SudokuSet implements PuzzleSet {
  private readonly waiting = new Map<
    number,
    { readonly grid: SudokuGrid; readonly at: number }[]
  >();
  /** By fingerprint: the canonical forms and the first grid of each. */
  private readonly forms = new Map<number, Map<string, number>>();
  private added = 0;

  /** @param rule determines the symmetries: the diagonal rule has fewer. */
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

  /** Index of the first added grid that is the same; else `null`. */
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
