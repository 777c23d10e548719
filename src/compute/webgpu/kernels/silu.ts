/**
 * WGSL functions `sigmoid` and `silu`. The bound keeps exp finite; what it cuts off is below 1e-32.
 */
export const SILU = /* wgsl */ `
fn sigmoid(x: f32) -> f32 {
  return 1f / (1f + exp(min(-x, 80f)));
}
fn silu(x: f32) -> f32 {
  return x / (1f + exp(min(-x, 80f)));
}`;
