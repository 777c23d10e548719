import { canonicalSudoku } from './canonical';
import { geometryForCells, type SudokuGrid } from './geometry';
import { formatSudoku } from './parse';

/**
 * A set of puzzles in which those that a symmetry turns into each other are one: what keeps a test
 * set apart from a training set. Canonical forms cost a millisecond, so a cheaper fingerprint sorts
 * out most of the strangers first, and forms are found only when two fingerprints meet.
 */
export class SudokuSet {
  private readonly waiting = new Map<string, SudokuGrid[]>();
  private readonly forms = new Map<string, Set<string>>();
  private added = 0;

  constructor(grids: Iterable<SudokuGrid> = []) {
    for (const grid of grids) this.add(grid);
  }

  /** How many grids were added, equal ones included. */
  get size(): number {
    return this.added;
  }

  add(grid: SudokuGrid): void {
    const key = fingerprint(grid);
    const others = this.waiting.get(key);
    if (others === undefined) this.waiting.set(key, [grid.slice()]);
    else others.push(grid.slice());
    this.added++;
  }

  /** Whether the set holds this grid, or one that is the same up to symmetry. */
  has(grid: SudokuGrid): boolean {
    const key = fingerprint(grid);
    const waiting = this.waiting.get(key);
    if (waiting === undefined) return false;
    let forms = this.forms.get(key);
    if (forms === undefined) this.forms.set(key, (forms = new Set()));
    for (const other of waiting.splice(0)) forms.add(formatSudoku(canonicalSudoku(other)));
    return forms.has(formatSudoku(canonicalSudoku(grid)));
  }
}

/**
 * A text that symmetries do not change: how often each digit stands in the grid, and how the givens
 * spread over the lines of each band, both in order of size; rows and columns in either order.
 */
function fingerprint(grid: SudokuGrid): string {
  const { size, box, units } = geometryForCells(grid.length);
  const times = new Uint8Array(size + 1);
  for (const digit of grid) times[digit]!++;
  const spread = (lines: readonly Uint8Array[]) => {
    const givens = lines.map((cells) =>
      cells.reduce((sum, cell) => sum + Number(grid[cell]! > 0), 0),
    );
    return Array.from({ length: box }, (_, band) =>
      givens
        .slice(band * box, (band + 1) * box)
        .sort()
        .join(''),
    ).sort();
  };
  const directions = [units.slice(0, size), units.slice(size, 2 * size)].map((lines) =>
    spread(lines).join(' '),
  );
  return [times.slice(1).sort().join(' '), ...directions.sort()].join('|');
}
