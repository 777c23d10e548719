import type { ArgsOf } from '../op-specs';
import { MUON, type MatrixPlace } from '../training-ops';
import { clipScale, readRates } from './optimizers';
import { timesPlain, timesTransposed } from './products';
import { floats } from './tensor';

type Matrix = Float64Array<ArrayBuffer>;

export function muon(args: ArgsOf<'muon'>): void {
  const length = floats(args.norm)[0]!;
  if (!Number.isFinite(length)) return;
  const rates = readRates(args);
  const { lr, weightDecay, emaDecay } = rates;
  const scale = clipScale(rates, length);
  const [gradients, momentum] = [floats(args.gradients), floats(args.momentum)];
  const [weights, average] = [floats(args.weights), floats(args.average)];
  const kept = MUON.momentum;
  for (const matrix of args.matrices) {
    const { offset, rows, columns } = matrix;
    const direction = Float64Array.from({ length: rows * columns }, (_, i) => {
      const g = gradients[offset + i]! * scale;
      momentum[offset + i] = kept * momentum[offset + i]! + (1 - kept) * g;
      return (1 - kept) * g + kept * momentum[offset + i]!;
    });
    const step = orthogonalise(direction, matrix);
    const size = lr * MUON.scaleOf(matrix);
    for (let i = 0; i < step.length; i++) {
      const at = offset + i;
      weights[at] = weights[at]! * (1 - lr * weightDecay) - size * step[i]!;
      average[at]! += (1 - emaDecay) * (weights[at] - average[at]!);
    }
  }
}

/** The matrix [rows, columns] with its singular values brought near 1, by a Newton–Schulz iteration. */
function orthogonalise(direction: Matrix, { rows, columns }: MatrixPlace): Matrix {
  const wide = rows <= columns;
  const [short, long] = wide ? [rows, columns] : [columns, rows];
  const norm = Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0));
  const divisor = Math.max(norm, MUON.epsilon);
  let x = (wide ? direction : transposed(direction, rows, columns)).map((value) => value / divisor);
  const [a, b, c] = MUON.coefficients;
  for (let round = 0; round < MUON.iterations; round++) {
    const gram = byRows(short, short, (row0, row1, sums) =>
      timesTransposed(x, row0 * long, row1 * long, x, long, short, sums),
    );
    // The polynomial is symmetric, as the gram matrix is.
    const polynomial = byRows(short, short, (row0, row1, sums) =>
      timesTransposed(gram, row0 * short, row1 * short, gram, short, short, sums),
    ).map((square, at) => b * gram[at]! + c * square + (at % (short + 1) === 0 ? a : 0));
    const before = x;
    x = byRows(short, long, (row0, row1, sums) =>
      timesPlain(polynomial, row0 * short, row1 * short, before, short, long, sums),
    );
  }
  return wide ? x : transposed(x, columns, rows);
}

/**
 * A matrix whose rows are computed two at a time. If their number is odd, the last one is computed
 * twice.
 */
function byRows(
  rows: number,
  width: number,
  compute: (row0: number, row1: number, sums: Float64Array) => void,
): Matrix {
  const out = new Float64Array(rows * width);
  const sums = new Float64Array(2 * width);
  for (let row = 0; row < rows; row += 2) {
    const other = Math.min(row + 1, rows - 1);
    compute(row, other, sums);
    out.set(sums.subarray(0, width), row * width);
    out.set(sums.subarray(width), other * width);
  }
  return out;
}

function transposed(matrix: Matrix, rows: number, columns: number): Matrix {
  return Float64Array.from(
    matrix,
    (_, at) => matrix[(at % rows) * columns + Math.floor(at / rows)]!,
  );
}
