import type { Random } from '../random';
import { COLOURS, createGrid, MAX_SIDE, type ArcGrid } from './grid';
import type { ArcPair } from './task';

/**
 * The official token layout of ARC (`dataset/build_arc_dataset.py`): a canvas of S×S tokens, PAD 0,
 * EOS 1, colour c at c + 2. A row of EOS lies right below the grid and a column of EOS right beside
 * it, as wide and as high as the grid, so that the corner between them is PAD; a border that would
 * lie beyond the canvas is left out. The loss ignores cells with the label PAD.
 */
export const PAD = 0;
export const EOS = 1;
/** Token of colour 0. */
export const FIRST_COLOUR = 2;
export const VOCABULARY_SIZE = FIRST_COLOUR + COLOURS;

/** The position of a grid's upper left cell on the canvas. */
export interface Origin {
  readonly row: number;
  readonly column: number;
}

const CORNER: Origin = { row: 0, column: 0 };

/**
 * Tokens of a grid on a canvas of `side` × `side`, row by row.
 * @param origin the upper left corner, except for the translations of training (`drawOrigin`)
 * @throws RangeError if the grid does not fit there
 */
export function encodeArc(grid: ArcGrid, side: number, origin = CORNER): Uint8Array {
  const { height, width, cells } = grid;
  const bottom = origin.row + height;
  const right = origin.column + width;
  if (side > MAX_SIDE || bottom > side || right > side) {
    const where = `row ${origin.row}, column ${origin.column} of a canvas of ${side}×${side}`;
    throw new RangeError(`A grid of ${height}×${width} does not fit at ${where}.`);
  }
  const tokens = new Uint8Array(side * side).fill(PAD);
  for (let row = 0; row < height; row++) {
    const start = (origin.row + row) * side + origin.column;
    for (let column = 0; column < width; column++) {
      tokens[start + column] = cells[row * width + column]! + FIRST_COLOUR;
    }
    if (right < side) tokens[start + width] = EOS;
  }
  if (bottom < side) tokens.fill(EOS, bottom * side + origin.column, bottom * side + right);
  return tokens;
}

/**
 * The grid in tokens, cropped at its borders: the largest rectangle of colours that begins at the
 * origin; in a tie, the flattest one (as in the official evaluation). Predictions beyond the
 * borders are ignored.
 *
 * @returns `null` if there is no colour at the origin, so that no rectangle is left
 * @throws RangeError unless the number of tokens is a square
 */
export function decodeArc(tokens: Uint8Array, origin = CORNER): ArcGrid | null {
  const side = Math.sqrt(tokens.length);
  if (!Number.isInteger(side))
    throw new RangeError(`${tokens.length} tokens are no square canvas.`);
  const tokenAt = (row: number, column: number) =>
    tokens[(origin.row + row) * side + origin.column + column]!;

  let best = { height: 0, width: 0 };
  let width = side - origin.column;
  for (let height = 1; origin.row + height <= side; height++) {
    let run = 0;
    while (run < width && isColour(tokenAt(height - 1, run))) run++;
    width = run;
    if (height * width > best.height * best.width) best = { height, width };
  }
  if (best.height === 0) return null;

  const grid = createGrid(best.height, best.width);
  grid.cells.forEach((_, cell) => {
    const row = Math.floor(cell / best.width);
    grid.cells[cell] = tokenAt(row, cell % best.width) - FIRST_COLOUR;
  });
  return grid;
}

const isColour = (token: number) => token >= FIRST_COLOUR && token < VOCABULARY_SIZE;

/**
 * A random place where both grids of a pair fit, all places equally likely: the translation of each
 * training pair in the official recipe. Input and output are moved together.
 * @throws RangeError if the pair does not fit on the canvas
 */
export function drawOrigin({ input, output }: ArcPair, side: number, random: Random): Origin {
  const rows = side - Math.max(input.height, output.height) + 1;
  const columns = side - Math.max(input.width, output.width) + 1;
  if (rows < 1 || columns < 1) {
    throw new RangeError(`A pair is larger than the canvas of ${side}×${side}.`);
  }
  return { row: random.below(rows), column: random.below(columns) };
}
