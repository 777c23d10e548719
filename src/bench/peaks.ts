import type { Backend, Program } from '../compute/backend';
import type { Tensor } from '../compute/tensor';
import { timeKernel, type TimingOptions } from './kernels';

/** What a device reaches at its best with our kernels: the two lines of its roofline. */
export interface Peaks {
  /** One large product, GFLOP/s; `null` if the device has no clock. */
  readonly gflopPerSecond: number | null;
  /** One large sum of two tensors, GB/s read and written. */
  readonly gbPerSecond: number | null;
}

/** Sizes of the product, from small to large; a larger one is tried while one takes this long at most. */
const PRODUCTS = [256, 512, 1024, 2048] as const;
const QUICK = 50; // ms

/** Numbers of each of the three tensors of the sum: 96 MB in all, more than caches hold. */
const COPIED = 8 * 2 ** 20;

/** Measures a product of square matrices and a sum. */
export async function measurePeaks(backend: Backend, options: TimingOptions = {}): Promise<Peaks> {
  let best: number | null = null;
  for (const size of PRODUCTS) {
    const ms = await timed(backend, options, (tensor) => {
      const [x, weight] = [tensor('x', [1, size, size]), tensor('weight', [size, size], true)];
      const out = tensor('out', [1, size, size]);
      return (ops) => ops.linear({ x, weight, out });
    });
    if (ms === null) break;
    best = Math.max(best ?? 0, (2 * size ** 3) / (1e6 * ms));
    if (ms > QUICK / 8) break;
  }
  const ms = await timed(backend, options, (tensor) => {
    const [a, b, out] = ['a', 'b', 'out'].map((name) => tensor(name, [COPIED]));
    return (ops) => ops.add({ a: a!, b: b!, out: out! });
  });
  return { gflopPerSecond: best, gbPerSecond: ms && (12 * COPIED) / (1e6 * ms) };
}

/** Milliseconds of one op on tensors made for it; `null` if the device has no clock. */
async function timed(
  backend: Backend,
  options: TimingOptions,
  compose: (
    tensor: (name: string, shape: number[], constant?: boolean) => Tensor,
  ) => Parameters<Backend['record']>[0],
): Promise<number | null> {
  const made: Tensor[] = [];
  let program: Program | null = null;
  try {
    const build = compose((name, shape, constant = false) => {
      const size = shape.reduce((product, extent) => product * extent, 1);
      const data = new Float32Array(size).fill(0.5);
      made.push(backend.tensor(name, shape, { data, constant }));
      return made.at(-1)!;
    });
    program = await backend.record(build);
    const [kernel] = program.kernels();
    return kernel ? await timeKernel(kernel, options) : null;
  } finally {
    program?.dispose();
    backend.release(made);
  }
}

/**
 * The time below which a kernel cannot come on a device of these peaks, as a share of the time it
 * takes: 1 is as good as the device.
 */
export function rooflineShare(
  {
    flops,
    bytes,
    ms,
  }: { readonly flops: number; readonly bytes: number; readonly ms: number | null },
  { gflopPerSecond, gbPerSecond }: Peaks,
): number | null {
  if (!ms || gflopPerSecond === null || gbPerSecond === null) return null;
  return Math.max(flops / gflopPerSecond, bytes / gbPerSecond) / (1e6 * ms);
}
