import { RATES } from '../../training-ops';

/** WGSL for a rate that the host has set. */
export function rate(name: (typeof RATES)[number]): string {
  return `rates[${RATES.indexOf(name)}]`;
}

/**
 * WGSL function `isFinite`. It tests the exponent's bits, because a compiler may assume that
 * arithmetic yields neither infinity nor NaN.
 */
export const IS_FINITE = /* wgsl */ `
fn isFinite(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
}`;
