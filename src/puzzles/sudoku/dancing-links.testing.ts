/**
 * Exact covers by Algorithm X with dancing links (D. E. Knuth, arXiv cs/0011047): an oracle for the
 * tests of this folder, independent of the solver and its geometry.
 */
class DancingLinks {
  private readonly left: number[] = [];
  private readonly right: number[] = [];
  private readonly up: number[] = [];
  private readonly down: number[] = [];
  private readonly columnOf: number[] = [];
  private readonly rowOf: number[] = [];
  private readonly sizes: number[] = [];

  /** Column headers are nodes 1…columns in a ring around node 0. */
  constructor(columns: number) {
    for (let node = 0; node <= columns; node++) {
      this.left.push(node === 0 ? columns : node - 1);
      this.right.push(node === columns ? 0 : node + 1);
      this.up.push(node);
      this.down.push(node);
      this.columnOf.push(node);
      this.rowOf.push(-1);
      this.sizes.push(0);
    }
  }

  /** @param columns that the row covers, from 0 */
  addRow(row: number, columns: readonly number[]): void {
    const first = this.columnOf.length;
    columns.forEach((number, i) => {
      const node = first + i;
      const column = number + 1;
      this.left.push(i === 0 ? first + columns.length - 1 : node - 1);
      this.right.push(i === columns.length - 1 ? first : node + 1);
      this.up.push(this.up[column]!);
      this.down.push(column);
      this.down[this.up[column]!] = node;
      this.up[column] = node;
      this.columnOf.push(column);
      this.rowOf.push(row);
      this.sizes[column]!++;
    });
  }

  /** The first `limit` exact covers, as lists of rows. */
  solve(limit: number): number[][] {
    const found: number[][] = [];
    const chosen: number[] = [];
    const search = (): void => {
      if (this.right[0] === 0) {
        found.push([...chosen]);
        return;
      }
      let column = this.right[0]!;
      for (let other = column; other !== 0; other = this.right[other]!) {
        if (this.sizes[other]! < this.sizes[column]!) column = other;
      }
      this.cover(column);
      for (let row = this.down[column]!; row !== column; row = this.down[row]!) {
        if (found.length >= limit) break;
        chosen.push(this.rowOf[row]!);
        this.ring(row, this.right).forEach((node) => this.cover(this.columnOf[node]!));
        search();
        this.ring(row, this.left).forEach((node) => this.uncover(this.columnOf[node]!));
        chosen.pop();
      }
      this.uncover(column);
    };
    search();
    return found;
  }

  /** The other nodes of a row, to the right or to the left. */
  private ring(start: number, next: readonly number[]): number[] {
    const nodes: number[] = [];
    for (let node = next[start]!; node !== start; node = next[node]!) nodes.push(node);
    return nodes;
  }

  private cover(column: number): void {
    this.right[this.left[column]!] = this.right[column]!;
    this.left[this.right[column]!] = this.left[column]!;
    for (let row = this.down[column]!; row !== column; row = this.down[row]!) {
      for (const node of this.ring(row, this.right)) {
        this.down[this.up[node]!] = this.down[node]!;
        this.up[this.down[node]!] = this.up[node]!;
        this.sizes[this.columnOf[node]!]!--;
      }
    }
  }

  private uncover(column: number): void {
    for (let row = this.up[column]!; row !== column; row = this.up[row]!) {
      for (const node of this.ring(row, this.left)) {
        this.sizes[this.columnOf[node]!]!++;
        this.down[this.up[node]!] = node;
        this.up[this.down[node]!] = node;
      }
    }
    this.right[this.left[column]!] = column;
    this.left[this.right[column]!] = column;
  }
}

/** The first `limit` solutions of a Sudoku whose diagonals hold each digit once, by exact cover. */
export function diagonalSolutions(grid: Uint8Array, limit: number): Uint8Array[] {
  const size = Math.sqrt(grid.length);
  const box = Math.sqrt(size);
  // Constraints: cells filled, then a digit in a row, column, box, falling and rising diagonal.
  const links = new DancingLinks(grid.length + 3 * grid.length + 2 * size);
  grid.forEach((given, cell) => {
    const [row, column] = [Math.floor(cell / size), cell % size];
    for (let digit = 0; digit < size; digit++) {
      if (given !== 0 && given !== digit + 1) continue;
      const inBox = Math.floor(row / box) * box + Math.floor(column / box);
      const covered = [cell];
      [row, column, inBox].forEach((unit, kind) =>
        covered.push((1 + kind) * grid.length + unit * size + digit),
      );
      if (row === column) covered.push(4 * grid.length + digit);
      if (row + column === size - 1) covered.push(4 * grid.length + size + digit);
      links.addRow(cell * size + digit, covered);
    }
  });
  return links.solve(limit).map((rows) => {
    const solution = new Uint8Array(grid.length);
    for (const row of rows) solution[Math.floor(row / size)] = (row % size) + 1;
    return solution;
  });
}
