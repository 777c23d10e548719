import { input, kernel, literal, output, unroll, update, type Kernel } from './kernel';
import { matmulTile, type TileShape } from './matmul-tile';
import { columnLoader } from './operand-loaders';
import { FULL_GPU, STAGED, tilesOf } from './tile-shapes';

/**
 * A product that contracts over the rows of a batch, thousands of them, into a matrix as small as a
 * weight. The result has too few tiles to fill a GPU, so the rows are also cut into `splits`: each
 * split makes its own partial sum, and `finishSums` adds these up in order. The result does not
 * depend on the order of the workgroups.
 */
export interface Contraction {
  readonly batch: number;
  /** Positions in a row of `x`. Those that count are `taken` positions, starting at `from`. */
  readonly length: number;
  readonly from: number;
  readonly taken: number;
  readonly outputs: number;
  readonly inner: number;
  /** Whether the bias has a gradient too. It is like a weight whose input is always 1. */
  readonly bias: boolean;
  /**
   * The left operand: dOut, or, for a table of tokens, the tokens' one-hot vectors times `scale`.
   */
  readonly left: 'gradient' | { readonly oneHotScale: number };
}

export interface Splits {
  readonly tile: TileShape;
  readonly splits: number;
  readonly rowsPerSplit: number;
}

/** Fewer rows would cost more in partial sums than in products. */
const FEWEST_ROWS = 256;
/** At most this many rows are staged together; a split is a multiple of it. */
const STAGED_ROWS = 32;
/** Bound on the partial sums of one contraction. */
const MOST_PARTIAL_BYTES = 16 * 1024 * 1024;

export function splitRows({ batch, taken, outputs, inner, bias }: Contraction): Splits {
  const rows = batch * taken;
  const width = inner + +bias;
  const fits = ({ threadsX, threadsY, rowsPerThread, columnsPerThread }: TileShape) =>
    threadsY * rowsPerThread <= outputs && threadsX * columnsPerThread <= width;
  // Staged on every device. With direct fetching, both operands would be gathered number by number.
  const tile = STAGED.tiles.find(fits) ?? STAGED.tiles.at(-1)!;
  const tiles = tilesOf(tile, outputs, width);
  const wanted = Math.min(
    Math.ceil((2 * FULL_GPU) / tiles),
    Math.ceil(rows / FEWEST_ROWS),
    Math.floor(MOST_PARTIAL_BYTES / (4 * outputs * width)),
  );
  const rowsPerSplit = STAGED_ROWS * Math.ceil(rows / Math.max(wanted, 1) / STAGED_ROWS);
  return { tile, rowsPerSplit, splits: Math.ceil(rows / rowsPerSplit) };
}

/**
 * Σ over the rows of left · x. Bindings dOut [batch, taken, outputs] or tokens u32 [batch, taken],
 * x [batch, length, inner], and with several splits partials [splits, outputs, inner (+ 1)],
 * otherwise dWeight [outputs, inner] (, dBias [outputs]).
 */
export function weightGradient(
  shape: Contraction & {
    /** Whether to add to the old numbers of the result. */
    readonly accumulate: boolean;
  },
): Kernel {
  const { batch, length, from, taken, outputs, inner, bias, left, accumulate } = shape;
  const rows = batch * taken;
  const width = inner + +bias;
  const { tile: tileShape, splits, rowsPerSplit } = splitRows(shape);
  const tile = matmulTile(tileShape, rowsPerSplit);
  const reach = (splits * rowsPerSplit) / 4;
  const columnTiles = Math.ceil(width / tile.columns);
  const tiles = Math.ceil(outputs / tile.rows) * columnTiles;
  const result = accumulate ? update : output;
  const write = accumulate ? '+=' : '=';
  const stored =
    taken === length ? 'row' : `row / ${taken}u * ${length}u + ${from}u + row % ${taken}u`;

  return kernel({
    label: `weightGradient ${outputs}×${width}×${rows}`,
    bindings: [
      left === 'gradient' ? input('dOut') : input('tokens', 'u32'),
      input('x'),
      ...(splits > 1
        ? [result('partials')]
        : [result('dWeight'), ...(bias ? [result('dBias')] : [])]),
    ],
    threads: tile.threads,
    workgroups: tiles * splits,
    flops: 2 * rows * outputs * width,
    declarations: [
      tile.declarations,
      left === 'gradient'
        ? columnLoader({ name: 'loadLeft', buffer: 'dOut', rows, columns: outputs, reach })
        : oneHotLoader(rows, left.oneHotScale),
      columnLoader({ name: 'loadX', buffer: 'x', rows, columns: inner, reach, stored }),
      /* wgsl */ `
fn loadInput(column: u32, r4: u32) -> vec4f {
  ${bias ? `if (column == ${inner}u) { return vec4f(1f); }` : ''}
  return loadX(column, r4);
}`,
    ].join('\n'),
    body: /* wgsl */ `
  ${tile.setup}
  let split = workgroup / ${tiles}u;
  let row0 = workgroup % ${tiles}u / ${columnTiles}u * ${tile.rows}u;
  let column0 = workgroup % ${columnTiles}u * ${tile.columns}u;
  let first4 = split * ${rowsPerSplit / 4}u;
  ${tile.multiply(
    { transposed: (row, k4) => `loadLeft(row0 + ${row}, first4 + ${k4})` },
    { transposed: (column, k4) => `loadInput(column0 + ${column}, first4 + ${k4})` },
  )}
  ${tile.each(
    (i, j) => `{
    let row = row0 + ${tile.row(i)};
    let column = column0 + ${tile.column(j)};
    if (row < ${outputs}u && column < ${width}u) {
      ${
        splits > 1
          ? `partials[(split * ${outputs}u + row) * ${width}u + column] ${write} ${tile.sum(i, j)};`
          : `${bias ? `if (column == ${inner}u) { dBias[row] ${write} ${tile.sum(i, j)}; } else` : ''}
      { dWeight[row * ${inner}u + column] ${write} ${tile.sum(i, j)}; }`
      }
    }
  }`,
  )}`,
  });
}

/** `fn loadLeft(token, r4) -> vec4f`: `scale` for those of four cells that hold the token. */
function oneHotLoader(cells: number, scale: number): string {
  const cell = (i: number) =>
    `if (4u * r4 + ${i}u < ${cells}u && tokens[4u * r4 + ${i}u] == token) { four[${i}] = ${literal(scale)}; }`;
  return /* wgsl */ `
fn loadLeft(token: u32, r4: u32) -> vec4f {
  var four = vec4f();
  ${unroll(4, cell)}
  return four;
}`;
}
