/** SiLU: x · σ(x). */
export function silu(x: number): number {
  return x / (1 + Math.exp(-x));
}

/** Its derivative: σ(x) · (1 + x · (1 − σ(x))). */
export function siluDerivative(x: number): number {
  const sigma = 1 / (1 + Math.exp(-x));
  return sigma * (1 + x * (1 - sigma));
}
