/**
 * WGSL functions `sigmoid` and `silu`. The bound keeps exp finite; it changes results by less than
 * 1e-32.
 */
export const SILU = /* wgsl */ `
fn sigmoid(x: f32) -> f32 {
  return 1f / (1f + exp(min(-x, 80f)));
}
fn silu(x: f32) -> f32 {
  return x / (1f + exp(min(-x, 80f)));
}`;
