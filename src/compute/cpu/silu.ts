export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** SiLU: x · σ(x); its derivative is σ(x) · (1 + x · (1 − σ(x))). */
export function silu(x: number): number {
  return x / (1 + Math.exp(-x));
}
