import type { Backend, Program } from '../compute/backend';
import { sizeOf, type Tensor } from '../compute/tensor';
import { timeKernel, type TimingOptions } from './kernels';

/** The best rates of a device with our kernels: the two lines of its roofline. */
export interface Peaks {
  /** One large product, GFLOP/s. */
  readonly gflopPerSecond: number;
  /** One large sum of two tensors, GB/s read and written. */
  readonly gbPerSecond: number;
  /** Whether the device timed them; otherwise the time includes the way to the device and back. */
  readonly byClock: boolean;
}

/**
 * Sides of the matrices, from small to large; a larger one is tried if it should not take too long.
 */
const PRODUCTS = [256, 512, 1024, 2048] as const;
const QUICK = 50; // ms

/** Numbers of each of the three tensors of the sum: 96 MB in all, more than caches hold. */
const COPIED = 8 * 2 ** 20;

/** Measures products of square matrices and a sum. */
export async function measurePeaks(backend: Backend, options: TimingOptions = {}): Promise<Peaks> {
  let gflopPerSecond = 0;
  for (const size of PRODUCTS) {
    const { ms } = await timed(backend, options, (tensor) => {
      const [x, weight] = [tensor('x', [1, size, size]), tensor('weight', [size, size], true)];
      const out = tensor('out', [1, size, size]);
      return (ops) => ops.linear({ x, weight, out });
    });
    gflopPerSecond = Math.max(gflopPerSecond, (2 * size ** 3) / (1e6 * ms));
    if (8 * ms > QUICK) break;
  }
  const { ms, byClock } = await timed(backend, options, (tensor) => {
    const [a, b, out] = ['a', 'b', 'out'].map((name) => tensor(name, [COPIED]));
    return (ops) => ops.add({ a: a!, b: b!, out: out! });
  });
  return { gflopPerSecond, gbPerSecond: (12 * COPIED) / (1e6 * ms), byClock };
}

/** Milliseconds of one op on tensors made for it. */
async function timed(
  backend: Backend,
  options: TimingOptions,
  compose: (
    tensor: (name: string, shape: number[], constant?: boolean) => Tensor,
  ) => Parameters<Backend['record']>[0],
): Promise<{ readonly ms: number; readonly byClock: boolean }> {
  const made: Tensor[] = [];
  let program: Program | null = null;
  try {
    const build = compose((name, shape, constant = false) => {
      const data = new Float32Array(sizeOf(shape)).fill(0.5);
      made.push(backend.tensor(name, shape, { data, constant }));
      return made.at(-1)!;
    });
    program = await backend.record(build);
    const ms = await timeKernel(program.kernels()[0]!, options);
    if (ms !== null) return { ms, byClock: true };
    return { ms: (await timeKernel({ time: byWall(program) }, options))!, byClock: false };
  } finally {
    program?.dispose();
    backend.release(made);
  }
}

/** Milliseconds of a run by the host's clock. */
function byWall(program: Program): (times: number) => Promise<number> {
  return async (times) => {
    const started = performance.now();
    for (let i = 1; i < times; i++) program.submit();
    await program.run();
    return (performance.now() - started) / times;
  };
}

/**
 * The smallest possible time of a kernel on a device with these peaks, as a share of its actual
 * time: 1 is the best possible.
 */
export function rooflineShare(
  {
    flops,
    bytes,
    ms,
  }: { readonly flops: number; readonly bytes: number; readonly ms: number | null },
  { gflopPerSecond, gbPerSecond }: Peaks,
): number | null {
  return ms && Math.max(flops / gflopPerSecond, bytes / gbPerSecond) / (1e6 * ms);
}
