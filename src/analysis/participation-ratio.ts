/** A growing cloud of points. Only sums are kept. */
export class PointCloud {
  private count = 0;
  private readonly sum: Float64Array;
  /** Sums of products of two coordinates; the upper triangle, diagonal included. */
  private readonly products: Float64Array;

  constructor(private readonly dimensions: number) {
    this.sum = new Float64Array(dimensions);
    this.products = new Float64Array(dimensions * dimensions);
  }

  /** @param points [N·D], one after the other */
  add(points: Float32Array): void {
    const { dimensions, sum, products } = this;
    for (let start = 0; start < points.length; start += dimensions) {
      this.count++;
      for (let i = 0; i < dimensions; i++) {
        const one = points[start + i]!;
        sum[i]! += one;
        for (let j = i; j < dimensions; j++)
          products[i * dimensions + j]! += one * points[start + j]!;
      }
    }
  }

  /**
   * The participation ratio (arXiv 2506.21734, section 4): (Σλ)² / Σλ² over the eigenvalues λ of
   * the covariance. It is the number of directions into which the points spread: 1 for a line, D if
   * they spread equally into all. 0 if all points are equal.
   */
  participationRatio(): number {
    const { dimensions, sum, products, count } = this;
    let trace = 0;
    let squares = 0;
    for (let i = 0; i < dimensions; i++) {
      for (let j = i; j < dimensions; j++) {
        const covariance = products[i * dimensions + j]! - (sum[i]! * sum[j]!) / count;
        // Σλ is the trace, Σλ² the sum of all squared entries: no eigenvalues are needed.
        if (i === j) trace += covariance;
        squares += covariance ** 2 * (i === j ? 1 : 2);
      }
    }
    return squares > 0 ? trace ** 2 / squares : 0;
  }
}
