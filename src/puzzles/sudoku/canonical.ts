import { geometryForCells, type SudokuGeometry, type SudokuGrid } from './geometry';
import { lineOrders, mirrorKeepingOrders } from './line-orders';

/**
 * One representative of all grids that are equal up to symmetry (see augment.ts): among all views,
 * with digits named 1, 2, … in the order of their first appearance, the smallest one cell by cell,
 * blanks before digits. Two puzzles are the same up to symmetry exactly if their canonical forms
 * are equal, for any number of solutions.
 *
 * Under the classic rule all arrangements of the columns are tried (2 · 1296 on 9×9); for each one
 * the rows are chosen one by one, and a row larger than the best known ends the attempt. Where
 * boxes are not square, as on 6×6, rows and columns do not change places. Empty rows and columns of
 * the same band are interchangeable, and only one order of them is tried; otherwise nearly empty
 * grids would be slow. A 9×9 puzzle takes a few milliseconds. Under the diagonal rule there are
 * only 96 ways, and each is written out: some microseconds.
 *
 * @param geometry says which rule holds; the classic one unless given.
 */
export function canonicalSudoku(
  grid: SudokuGrid,
  geometry: SudokuGeometry = geometryForCells(grid.length),
): SudokuGrid {
  return geometry.rule === 'classic'
    ? new Canonizer(geometry).run(grid)
    : leastView(grid, geometry);
}

/** The smallest of the views that keep the diagonals. */
function leastView(grid: SudokuGrid, { boxHeight, size }: SudokuGeometry): SudokuGrid {
  let best: Uint8Array | null = null;
  let view: Uint8Array = new Uint8Array(grid.length);
  for (const rows of mirrorKeepingOrders(boxHeight)) {
    for (let flips = 0; flips < 4; flips++) {
      const names = new Uint8Array(size + 1);
      let met = 0;
      let isLess = best === null;
      for (let at = 0; at < grid.length; at++) {
        const row = rows[Math.floor(at / size)]!;
        const column = rows[flips & 1 ? size - 1 - (at % size) : at % size]!;
        const digit = grid[flips & 2 ? column * size + row : row * size + column]!;
        const name = digit === 0 ? 0 : names[digit]! || (names[digit] = ++met);
        if (!isLess && name > best![at]!) break;
        isLess ||= name < best![at]!;
        view[at] = name;
      }
      if (isLess) [best, view] = [view, best ?? new Uint8Array(grid.length)];
    }
  }
  return best!;
}

class Canonizer {
  private readonly best: Uint8Array;
  /** Number of rows of `best` that hold a result; later rows take the first candidate. */
  private bestRows = 0;
  /** `names[row]`: the digits' new names while `row` is filled; 0 = not yet met. */
  private readonly names: Uint8Array[];
  private readonly met: Uint8Array;
  private readonly used: boolean[];
  private source: SudokuGrid = new Uint8Array();
  private columns: Uint8Array = new Uint8Array();
  private empty: readonly boolean[] = [];

  constructor(private readonly geometry: SudokuGeometry) {
    const { size, cells } = geometry;
    this.best = new Uint8Array(cells);
    this.names = Array.from({ length: size + 1 }, () => new Uint8Array(size + 1));
    this.met = new Uint8Array(size + 1);
    this.used = Array.from({ length: size }, () => false);
  }

  run(grid: SudokuGrid): SudokuGrid {
    const { size, boxHeight, boxWidth, units } = this.geometry;
    const isEmpty = (source: SudokuGrid) => (unit: Uint8Array) =>
      unit.every((cell) => source[cell] === 0);
    const transposed = grid.map((_, cell) => grid[(cell % size) * size + Math.floor(cell / size)]!);
    for (const source of boxHeight === boxWidth ? [grid, transposed] : [grid]) {
      this.source = source;
      this.empty = units.slice(0, size).map(isEmpty(source));
      const emptyColumns = units.slice(size, 2 * size).map(isEmpty(source));
      for (const columns of lineOrders(boxHeight, boxWidth)) {
        if (swapsEmpty(columns, emptyColumns, boxWidth)) continue;
        this.columns = columns;
        this.fill(0, 0);
      }
    }
    return this.best;
  }

  /** Fills row `row` and the later rows in every way that is not larger than the best. */
  private fill(row: number, band: number): void {
    const { size, boxHeight } = this.geometry;
    if (row === size) return;
    let triedEmptyIn = -1;
    for (let candidate = 0; candidate < size; candidate++) {
      if (this.used[candidate]!) continue;
      // Within a band, its own rows come next; at the start of a band, the rows of any unused band.
      const itsBand = Math.floor(candidate / boxHeight);
      if (row % boxHeight === 0 ? this.isBegun(itsBand) : itsBand !== band) continue;
      if (this.empty[candidate]!) {
        if (triedEmptyIn === itsBand) continue;
        triedEmptyIn = itsBand;
      }
      if (!this.place(row, candidate)) continue;
      this.used[candidate] = true;
      this.fill(row + 1, itsBand);
      this.used[candidate] = false;
    }
  }

  private isBegun(band: number): boolean {
    const { boxHeight } = this.geometry;
    const first = band * boxHeight;
    for (let row = first; row < first + boxHeight; row++) if (this.used[row]!) return true;
    return false;
  }

  /** Writes a source row as row `row` of the best if it is smaller; false if it is larger. */
  private place(row: number, candidate: number): boolean {
    const { size } = this.geometry;
    const { source, columns, best } = this;
    const names = this.names[row + 1]!;
    names.set(this.names[row]!);
    let met = this.met[row]!;
    let isLess = row >= this.bestRows;
    for (let column = 0; column < size; column++) {
      const digit = source[candidate * size + columns[column]!]!;
      const name = digit === 0 ? 0 : names[digit]! || (names[digit] = ++met);
      const at = row * size + column;
      if (!isLess) {
        if (name > best[at]!) return false;
        if (name === best[at]!) continue;
        isLess = true;
      }
      best[at] = name;
    }
    this.met[row + 1] = met;
    if (isLess) this.bestRows = row + 1;
    return true;
  }
}

/** Whether two empty lines of one band are in reverse order; the other order gives the same. */
function swapsEmpty(order: Uint8Array, empty: readonly boolean[], lines: number): boolean {
  for (let at = 0; at < order.length; at += lines) {
    let last = -1;
    for (let i = at; i < at + lines; i++) {
      if (!empty[order[i]!]!) continue;
      if (order[i]! < last) return true;
      last = order[i]!;
    }
  }
  return false;
}
