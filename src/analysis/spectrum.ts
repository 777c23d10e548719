import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Pace } from '../compute/backend';
import { ofState, type StateName, type States } from '../hrm/schedule';
import type { Carry } from '../hrm/session';
import type { ThinkingSession } from '../hrm/thinking-session';
import { createRandom, normal } from '../puzzles/random';

/** A complex number. */
export interface Eigenvalue {
  readonly re: number;
  readonly im: number;
}

/** Estimates for J, the Jacobian of one cycle, at a state. */
export interface Spectrum {
  /** Products of J with a vector so far. */
  readonly products: number;
  /** Estimates of J's eigenvalues, the largest first; large ones are found first. */
  readonly eigenvalues: readonly Eigenvalue[];
  /** The largest absolute value among them: below 1, the Neumann series Σ Jᵏ converges. */
  readonly radius: number;
  /** Change of its states by one more cycle, as `forwardResidual`. */
  readonly residual: number;
}

/**
 * Step of the finite differences, for states whose entries have a root mean square of 1: large
 * compared with the rounding of single precision, small compared with the curvature of the map.
 */
const STEP = 4e-3;
/** Smallest norm of a vector after orthogonalising; below it the Krylov space is exhausted. */
const EXHAUSTED = 1e-4;

/**
 * Estimates the eigenvalues of the Jacobian of a map at a state by power iteration, in the form of
 * Arnoldi (W. E. Arnoldi, 1951; Y. Saad, "Numerical methods for large eigenvalue problems", chapter
 * 6): every product of J with a vector is made orthogonal to the earlier ones, and the eigenvalues
 * of the resulting small matrix approach the largest ones of J. Unlike plain iteration it also
 * works with a pair of complex eigenvalues. Products are central differences of the map, J v ≈ (F(z
 * + h v) − F(z − h v)) / 2h, so only the forward pass is needed.
 *
 * @param session of two rows, both begun with the puzzle; its map is F
 * @param levels the states that are part of F: a state that no application changes is left out
 * @param state [L·D] each, where J is taken
 * @param products largest number of products of J with a vector
 * @param pace may interrupt a product
 * @returns the estimates after each product
 */
export async function* spectrum(
  session: Pick<ThinkingSession, 'map'>,
  levels: ReadonlySet<StateName>,
  state: Carry,
  products: number,
  seed = 1,
  pace?: Pace,
): AsyncGenerator<Spectrum> {
  const parts = (['H', 'L'] as const).filter((level) => levels.has(level));
  const size = state.H.length;
  const dimensions = parts.length * size;
  const h = STEP * Math.sqrt(dimensions);
  /** F of the state moved along a vector, in both directions. */
  const mapAlong = async (vector: Float64Array, length: number) => {
    const moved: States<Float32Array> = {
      H: twice(state.H),
      ...(state.L && { L: twice(state.L) }),
    };
    parts.forEach((part, at) => {
      for (let i = 0; i < size; i++) {
        ofState(moved, part)[i]! += length * vector[at * size + i]!;
        ofState(moved, part)[size + i]! -= length * vector[at * size + i]!;
      }
    });
    return session.map(moved, pace);
  };

  const still = await mapAlong(new Float64Array(dimensions), 0);
  let squares = 0;
  for (const part of parts) {
    for (let i = 0; i < size; i++)
      squares += (ofState(still, part)[i]! - ofState(state, part)[i]!) ** 2;
  }
  const residual = Math.sqrt(squares / dimensions);

  const random = createRandom(seed);
  const drawn = Float64Array.from({ length: dimensions }, () => normal(random));
  const basis = [normalised(drawn)];
  const hessenberg = Matrix.zeros(products + 1, products);
  for (let column = 0; column < products; column++) {
    const image = await mapAlong(basis[column]!, h);
    const next = new Float64Array(dimensions);
    parts.forEach((part, at) => {
      const moved = ofState(image, part);
      for (let i = 0; i < size; i++) {
        next[at * size + i] = (moved[i]! - moved[size + i]!) / (2 * h);
      }
    });
    const length = norm(next);
    // Twice, because rounding leaves a rest after the first time.
    for (let pass = 0; pass < 2; pass++) {
      basis.forEach((vector, row) => {
        const share = dot(vector, next);
        hessenberg.set(row, column, hessenberg.get(row, column) + share);
        for (let i = 0; i < dimensions; i++) next[i]! -= share * vector[i]!;
      });
    }
    const left = norm(next);
    hessenberg.set(column + 1, column, left);
    const found = eigenvaluesOf(hessenberg, column + 1);
    yield {
      products: column + 1,
      eigenvalues: found,
      radius: Math.hypot(found[0]!.re, found[0]!.im),
      residual,
    };
    if (left <= EXHAUSTED * Math.max(length, EXHAUSTED) || basis.length === dimensions) return;
    basis.push(normalised(next));
  }
}

/** Eigenvalues of the leading square of a matrix, the largest first. */
function eigenvaluesOf(matrix: Matrix, size: number): Eigenvalue[] {
  const square = matrix.subMatrix(0, size - 1, 0, size - 1);
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(square, {
    assumeSymmetric: false,
  });
  return realEigenvalues
    .map((re, index) => ({ re, im: imaginaryEigenvalues[index]! }))
    .sort((a, b) => Math.hypot(b.re, b.im) - Math.hypot(a.re, a.im));
}

function twice(values: Float32Array): Float32Array {
  const both = new Float32Array(2 * values.length);
  both.set(values);
  both.set(values, values.length);
  return both;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

const norm = (vector: Float64Array) => Math.sqrt(dot(vector, vector));

function normalised(vector: Float64Array): Float64Array {
  const length = norm(vector);
  return vector.map((value) => value / length);
}
