/**
 * The units that must hold each digit once: rows, columns and boxes, or both long diagonals as
 * well.
 */
export const SUDOKU_RULES = ['classic', 'diagonal'] as const;
export type SudokuRule = (typeof SUDOKU_RULES)[number];

/** Bits of `SudokuGeometry.diagonalsOf`: the diagonal that falls to the right, and the one that rises. */
export const FALLING = 1;
export const RISING = 2;

/**
 * The layout of a Sudoku, and which cells must differ. Cells are numbered row by row; a *unit* is a
 * row, a column, a box or a diagonal, in that order: units `0…n-1` are rows, `n…2n-1` columns,
 * `2n…3n-1` boxes, and under the diagonal rule `3n` is the falling and `3n+1` the rising diagonal.
 */
export interface SudokuGeometry {
  readonly rule: SudokuRule;
  /** Rows of a box: 2 for 4×4 and 6×6, 3 for 9×9. This is also the number of boxes side by side. */
  readonly boxHeight: number;
  /**
   * Columns of a box: 2 for 4×4, 3 for 6×6 and 9×9. This is also the number of boxes below each
   * other.
   */
  readonly boxWidth: number;
  /** Side of the grid and number of digits, `boxHeight · boxWidth`. */
  readonly size: number;
  /** Number of cells, `size²`. */
  readonly cells: number;
  readonly rowOf: Uint8Array;
  readonly columnOf: Uint8Array;
  readonly boxOf: Uint8Array;
  /** The diagonals a cell lies on, as bits `FALLING` and `RISING`; 0 if they are not units. */
  readonly diagonalsOf: Uint8Array;
  /** The cells of each unit, in reading order. */
  readonly units: readonly Uint8Array[];
  /** The numbers of the units a cell belongs to, ascending: three to five. */
  readonly unitsOf: readonly Uint8Array[];
  /** The cells that share a unit with a cell, without the cell itself. */
  readonly peers: readonly Uint8Array[];
}

/** A grid of `geometry.cells` digits, row by row; 0 is a blank. */
export type SudokuGrid = Uint8Array;

function build(boxHeight: number, boxWidth: number, rule: SudokuRule): SudokuGeometry {
  const size = boxHeight * boxWidth;
  const cells = size * size;
  const perCell = (value: (row: number, column: number) => number) =>
    Uint8Array.from({ length: cells }, (_, cell) => value(Math.floor(cell / size), cell % size));
  const rowOf = perCell((row) => row);
  const columnOf = perCell((_, column) => column);
  const boxOf = perCell(
    (row, column) => Math.floor(row / boxHeight) * boxHeight + Math.floor(column / boxWidth),
  );
  const diagonalsOf = perCell((row, column) =>
    rule === 'classic'
      ? 0
      : (row === column ? FALLING : 0) | (row + column === size - 1 ? RISING : 0),
  );

  const cellsWhere = (test: (cell: number) => boolean) =>
    Uint8Array.from({ length: cells }, (_, cell) => cell).filter(test);
  const units = [rowOf, columnOf, boxOf].flatMap((unitOf) =>
    Array.from({ length: size }, (_, unit) => cellsWhere((cell) => unitOf[cell] === unit)),
  );
  if (rule === 'diagonal') {
    for (const bit of [FALLING, RISING]) {
      units.push(cellsWhere((cell) => (diagonalsOf[cell]! & bit) !== 0));
    }
  }
  const unitsOf = Array.from({ length: cells }, (_, cell) =>
    Uint8Array.from([...units.keys()].filter((unit) => units[unit]!.includes(cell))),
  );
  const peers = unitsOf.map((numbers, cell) => {
    const found = new Set(Array.from(numbers, (unit) => [...units[unit]!]).flat());
    found.delete(cell);
    return Uint8Array.from(found).sort();
  });
  const boxes = { boxHeight, boxWidth, boxOf };
  return { rule, size, cells, rowOf, columnOf, ...boxes, diagonalsOf, units, unitsOf, peers };
}

export const SUDOKU_4 = build(2, 2, 'classic');
/** Boxes of two rows and three columns, as newspapers print them. */
export const SUDOKU_6 = build(2, 3, 'classic');
export const SUDOKU_9 = build(3, 3, 'classic');
/** Diagonal Sudoku, also called X-Sudoku. */
export const DIAGONAL_4 = build(2, 2, 'diagonal');
export const DIAGONAL_9 = build(3, 3, 'diagonal');

/** One for each size with a board, the usual one first. */
export const SUDOKUS: readonly SudokuGeometry[] = [SUDOKU_9, SUDOKU_6, SUDOKU_4];
/** In words: “9×9, 6×6 or 4×4”. */
export const SUDOKU_SIZES = '9×9, 6×6 or 4×4';

const GEOMETRIES = [...SUDOKUS, DIAGONAL_9, DIAGONAL_4];

/** The geometry of a grid with this many cells under a rule; `null` if there is none. */
export function sudokuOfCells(cells: number, rule: SudokuRule = 'classic'): SudokuGeometry | null {
  return GEOMETRIES.find((known) => known.cells === cells && known.rule === rule) ?? null;
}

/**
 * The geometry of a grid with this many cells; under the classic rule unless another is named.
 * @throws RangeError unless there are Sudokus of this size under this rule.
 */
export function geometryForCells(cells: number, rule: SudokuRule = 'classic'): SudokuGeometry {
  const geometry = sudokuOfCells(cells, rule);
  if (geometry !== null) return geometry;
  if (sudokuOfCells(cells) === null) {
    throw new RangeError(`A Sudoku is ${SUDOKU_SIZES}; ${cells} cells are none of these.`);
  }
  throw new RangeError(`There is no Sudoku of ${cells} cells under the ${rule} rule.`);
}

/** Whether a text names a rule. */
export function isSudokuRule(text: string): text is SudokuRule {
  return (SUDOKU_RULES as readonly string[]).includes(text);
}
