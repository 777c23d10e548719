import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

export interface ThoughtPath {
  /**
   * A point for each state. Distances between points are those between states, as far as a plane
   * can show them.
   */
  readonly places: readonly (readonly [x: number, y: number])[];
  /** Shares of the states' variance along x and along y; together 1 if all of it is in the plane. */
  readonly shares: readonly [x: number, y: number];
}

/**
 * The similarity of two states: the mean of the products of their entries. Distances follow from
 * these alone: |a − b|² = aa − 2ab + bb, the square of `forwardResidual`.
 *
 * @param a, b of equal length
 */
export function meanProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum / a.length;
}

/**
 * The states of a thought in the plane in which they move most: their first two principal
 * components, with each state as one point whose coordinates are all its positions and channels. It
 * needs only the products of the states (W. Torgerson, "Multidimensional scaling", 1952), so the
 * states themselves, tens of thousands of numbers each, need not be copied.
 *
 * A component has no natural sign. The signs are chosen so that the thought begins at the top left.
 *
 * @param products of state i with states 0 … i by `meanProduct`: each row is one longer than the
 * row before
 */
export function thoughtPath(products: readonly (readonly number[])[]): ThoughtPath {
  const count = products.length;
  if (count < 2) return { places: products.map(() => [0, 0]), shares: [0, 0] };
  const alike = Matrix.zeros(count, count);
  products.forEach((row, i) =>
    row.forEach((value, j) => {
      alike.set(i, j, value);
      alike.set(j, i, value);
    }),
  );
  // Relative to the mean of all states.
  const around = alike.center('row').center('column');
  const { realEigenvalues: spreads, eigenvectorMatrix: axes } = new EigenvalueDecomposition(
    around,
    {
      assumeSymmetric: true,
    },
  );
  const whole = spreads.reduce((sum, spread) => sum + Math.max(0, spread), 0);
  const widest = spreads.map((_, index) => index).sort((a, b) => spreads[b]! - spreads[a]!);
  const component = (rank: number, beginning: -1 | 1) => {
    const index = widest[rank]!;
    const spread = Math.max(0, spreads[index]!);
    const axis = axes.getColumn(index);
    const turn = Math.sign(axis[0]!) === -beginning ? -1 : 1;
    return {
      at: axis.map((value) => turn * value * Math.sqrt(spread)),
      share: whole > 0 ? spread / whole : 0,
    };
  };
  const [x, y] = [component(0, -1), component(1, 1)];
  return { places: products.map((_, i) => [x.at[i]!, y.at[i]!]), shares: [x.share, y.share] };
}
