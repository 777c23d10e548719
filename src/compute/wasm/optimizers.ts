import { clipScale, readRates } from '../cpu/optimizers';
import type { ArgsOf } from '../op-specs';
import { MUON, type MatrixPlace } from '../training-ops';
import { packedSize, type Kernels } from './kernels';
import type { Recording } from './recording';
import { place, wasm } from './tensor';

export function gradientNorm(
  { kernels, steps }: Recording,
  { gradients, norm }: ArgsOf<'gradientNorm'>,
): void {
  const [from, to] = [wasm(gradients), wasm(norm)];
  steps.push(() => {
    to.data[0] = Math.sqrt(kernels.sumOfSquares(from.at, from.size));
  });
}

export function adam({ kernels, steps }: Recording, args: ArgsOf<'adam'>): void {
  const [weights, norm] = [wasm(args.weights), wasm(args.norm)];
  const gradients = place(args.gradients);
  const [expAvg, expAvgSq] = [place(args.expAvg), place(args.expAvgSq)];
  const average = place(args.average);
  const angles = args.kind === 'AdamATan2' ? 1 : 0;
  steps.push(() => {
    const length = norm.data[0]!;
    if (!Number.isFinite(length)) return;
    const rates = readRates(args);
    const { lr, beta1, beta2 } = rates;
    kernels.adam(
      ...([angles, gradients, weights.at, expAvg, expAvgSq, average, weights.size] as const),
      ...([clipScale(rates, length), lr, 1 - lr * rates.weightDecay] as const),
      ...([beta1, beta2, 1 - beta1, 1 - beta2] as const),
      ...([rates.correction1, rates.correction2, rates.epsilon, 1 - rates.emaDecay] as const),
    );
  });
}

export function muon({ kernels, steps, scratch }: Recording, args: ArgsOf<'muon'>): void {
  const [weights, norm] = [place(args.weights), wasm(args.norm)];
  const [gradients, momentum, average] = [
    place(args.gradients),
    place(args.momentum),
    place(args.average),
  ];
  scratch.reserve(Math.max(0, ...args.matrices.map((matrix) => placesIn(0, matrix).end)));
  steps.push(() => {
    const length = norm.data[0]!;
    if (!Number.isFinite(length)) return;
    const rates = readRates(args);
    const { lr } = rates;
    const clip = clipScale(rates, length);
    for (const matrix of args.matrices) {
      const count = matrix.rows * matrix.columns;
      const at = 4 * matrix.offset;
      const places = placesIn(scratch.at, matrix);
      kernels.muonDirection(
        ...([gradients + at, momentum + at, places.x, count] as const),
        ...([clip, MUON.momentum, 1 - MUON.momentum] as const),
      );
      const step = orthogonalise(kernels, matrix, places);
      kernels.muonUpdate(
        ...([weights + at, step, average + at, count] as const),
        ...([lr * MUON.scaleOf(matrix), 1 - lr * rates.weightDecay, 1 - rates.emaDecay] as const),
      );
    }
  });
}

/** Where the numbers of an iteration lie, from `at` on: in bytes if `at` is. */
interface Places {
  readonly x: number;
  readonly next: number;
  readonly gram: number;
  readonly polynomial: number;
  readonly packed: number;
}

function placesIn(at: number, { rows, columns }: MatrixPlace): Places & { readonly end: number } {
  const short = Math.min(rows, columns);
  const x = at;
  const next = x + 4 * rows * columns;
  const gram = next + 4 * rows * columns;
  const polynomial = gram + 4 * short * short;
  const packed = polynomial + 4 * short * short;
  const end = packed + 4 * packedSize(columns, rows) + 4 * packedSize(rows, columns);
  return { x, next, gram, polynomial, packed, end };
}

/**
 * Brings the singular values of X = `places.x` near 1 and returns the result's address. With A the
 * gram matrix over the shorter side and P = a + b A + c A², X becomes P X, or X P if X is tall.
 */
function orthogonalise(kernels: Kernels, { rows, columns }: MatrixPlace, places: Places): number {
  const { gram, polynomial, packed } = places;
  const wide = rows <= columns;
  const [short, long] = wide ? [rows, columns] : [columns, rows];
  const [line, square] = [4 * columns, 4 * short];
  const [a, b, c] = MUON.coefficients;
  let { x, next } = places;
  const norm = Math.sqrt(kernels.sumOfSquares(x, rows * columns));
  kernels.scale(x, rows * columns, 1 / Math.max(norm, MUON.epsilon));
  for (let round = 0; round < MUON.iterations; round++) {
    if (wide) {
      kernels.pack(x, packed, short, long, line, 4);
      kernels.multiply(x, line, 4, packed, gram, square, short, short, long, 0);
    } else {
      kernels.pack(x, packed, short, long, 4, line);
      kernels.multiply(x, 4, line, packed, gram, square, short, short, long, 0);
    }
    kernels.pack(gram, packed, short, short, 4, square);
    kernels.multiply(gram, square, 4, packed, polynomial, square, short, short, short, 0);
    kernels.muonPolynomial(gram, polynomial, short, a, b, c);
    if (wide) {
      kernels.pack(x, packed, columns, rows, 4, line);
      kernels.multiply(polynomial, square, 4, packed, next, line, rows, columns, rows, 0);
    } else {
      kernels.pack(polynomial, packed, columns, columns, 4, square);
      kernels.multiply(x, line, 4, packed, next, line, rows, columns, columns, 0);
    }
    [x, next] = [next, x];
  }
  return x;
}
