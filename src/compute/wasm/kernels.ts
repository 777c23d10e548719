/**
 * A kernel's build: plain SIMD, or relaxed SIMD with fused multiply-adds if the processor has them.
 */
export type KernelBuild = 'simd' | 'relaxed-simd';

/** An address in memory, in bytes; 0 means "not given". */
type Pointer = number;
/** Bytes from one row, column or step to the next. */
type Stride = number;
type Flag = 0 | 1;

/** What `assembly/index.ts` exports, documented there. */
export interface Kernels {
  firstFree(): Pointer;
  pack(
    source: Pointer,
    target: Pointer,
    columns: number,
    steps: number,
    columnStride: Stride,
    stepStride: Stride,
  ): void;
  multiply(
    a: Pointer,
    rowStride: Stride,
    stepStride: Stride,
    packed: Pointer,
    out: Pointer,
    outStride: Stride,
    rows: number,
    columns: number,
    steps: number,
    accumulate: Flag,
  ): void;
  add(a: Pointer, b: Pointer, c: Pointer, out: Pointer, count: number): void;
  addBias(rows: Pointer, bias: Pointer, count: number, width: number): void;
  sumColumns(rows: Pointer, sums: Pointer, count: number, width: number, accumulate: Flag): void;
  embed(
    row: Pointer,
    filled: number,
    position: Pointer,
    scale: number,
    out: Pointer,
    count: number,
  ): void;
  linearResidualNorm(
    x: Pointer,
    packed: Pointer,
    residual: Pointer,
    out: Pointer,
    inverseRms: Pointer,
    rows: number,
    hidden: number,
    width: number,
    epsilon: number,
  ): void;
  gatedLinear(
    x: Pointer,
    packed: Pointer,
    out: Pointer,
    preactivations: Pointer,
    kept: Flag,
    rows: number,
    hidden: number,
    inner: number,
  ): void;
  rmsNormBackward(
    out: Pointer,
    inverseRms: Pointer,
    dOut: Pointer,
    du: Pointer,
    rows: number,
    hidden: number,
  ): void;
  gatedInputGradient(
    dOut: Pointer,
    packed: Pointer,
    preactivations: Pointer,
    dPreactivations: Pointer,
    scratch: Pointer,
    rows: number,
    hidden: number,
    inner: number,
  ): void;
  attention(
    qkv: Pointer,
    cos: Pointer,
    sin: Pointer,
    out: Pointer,
    logSumExp: Pointer,
    scratch: Pointer,
    batch: number,
    length: number,
    heads: number,
    size: number,
  ): void;
  attentionBackward(
    qkv: Pointer,
    cos: Pointer,
    sin: Pointer,
    out: Pointer,
    logSumExp: Pointer,
    dOut: Pointer,
    dQkv: Pointer,
    scratch: Pointer,
    batch: number,
    length: number,
    heads: number,
    size: number,
  ): void;
  sumOfSquares(x: Pointer, count: number): number;
  scale(x: Pointer, count: number, factor: number): void;
  adam(
    angles: Flag,
    gradients: Pointer,
    weights: Pointer,
    expAvg: Pointer,
    expAvgSq: Pointer,
    average: Pointer,
    count: number,
    scale: number,
    lr: number,
    shrink: number,
    beta1: number,
    beta2: number,
    less1: number,
    less2: number,
    correction1: number,
    correction2: number,
    epsilon: number,
    follow: number,
  ): void;
  muonDirection(
    gradients: Pointer,
    momentum: Pointer,
    direction: Pointer,
    count: number,
    scale: number,
    kept: number,
    fresh: number,
  ): void;
  muonPolynomial(
    gram: Pointer,
    square: Pointer,
    size: number,
    a: number,
    b: number,
    c: number,
  ): void;
  muonUpdate(
    weights: Pointer,
    step: Pointer,
    average: Pointer,
    count: number,
    lr: number,
    shrink: number,
    follow: number,
  ): void;
}

/** Rows that an op of a whole layer takes at once, and queries of attention (`assembly/`). */
export const ROWS = 32;

/** Columns of a panel of a packed operand (`assembly/products.ts`). */
const PANEL = 8;

/** Numbers that a packed operand takes. */
export function packedSize(columns: number, steps: number): number {
  return Math.ceil(columns / PANEL) * PANEL * steps;
}

/** The kernels do not run on the WebAssembly of this browser or process. */
export class WasmUnavailableError extends Error {
  override name = 'WasmUnavailableError';
}

/**
 * Which build runs here. The check compiles a module of a few bytes.
 * @throws WasmUnavailableError if neither does
 */
export async function supportedBuild(): Promise<KernelBuild> {
  if (typeof WebAssembly === 'undefined') throw new WasmUnavailableError('there is none.');
  const { relaxedSimd, simd } = await import('wasm-feature-detect');
  if (await relaxedSimd()) return 'relaxed-simd';
  if (await simd()) return 'simd';
  throw new WasmUnavailableError('it is without SIMD or has been switched off.');
}

/** Compiles a build and gives it its memory. @throws Error if WebAssembly is not allowed to run */
export async function instantiateKernels(
  build: KernelBuild,
  memory: WebAssembly.Memory,
): Promise<Kernels> {
  const { default: text } = await (build === 'simd'
    ? import('./built/simd')
    : import('./built/relaxed-simd'));
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  return instance.exports as unknown as Kernels;
}
