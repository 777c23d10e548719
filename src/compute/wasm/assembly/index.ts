/**
 * The kernels of the `wasm` backend, in AssemblyScript (a kind of TypeScript: `f32`, `usize` and
 * `v128` are WebAssembly's own types). `npm run build:kernels` compiles them twice, for plain and
 * for relaxed SIMD.
 *
 * Pointers and strides are in bytes, counts in elements. A pointer of 0 means "not given". Nothing
 * here allocates: the caller says where results and scratch numbers go.
 */
export { pack, multiply } from './products';
export { add, scale, addBias, sumColumns, embed } from './elementwise';
export { linearResidualNorm, gatedLinear, rmsNormBackward, gatedInputGradient } from './layer';
export { attention, attentionBackward } from './attention';
export { sumOfSquares, adam, muonDirection, muonPolynomial, muonUpdate } from './optimizers';

/** The first free byte. All memory below it belongs to the kernels. */
export function firstFree(): usize {
  return __heap_base;
}
