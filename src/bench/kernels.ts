import type { ProgramKernel } from '../compute/backend';

/** A kernel and its measurements. */
export interface KernelFigures {
  /** Op and shape. */
  readonly name: string;
  /** How often it runs in one run of the program. */
  readonly count: number;
  /** Floating-point operations of its products, and bytes it reads and writes, once. */
  readonly flops: number;
  readonly bytes: number;
  /** Milliseconds of one execution; `null` if the device has no clock. */
  readonly ms: number | null;
  /** Share of a run, all kernels together being 1. */
  readonly share: number | null;
  readonly gflopPerSecond: number | null;
  readonly gbPerSecond: number | null;
}

export interface TimingOptions {
  /**
   * Smallest duration of a measurement in milliseconds, so that clocks are fine enough; 10 unless
   * given.
   */
  readonly target?: number;
  /**
   * Number of measurements; the shortest counts, because other work on the machine only adds time.
   * 5 unless given.
   */
  readonly repeat?: number;
  /** Called before each kernel. */
  readonly onKernel?: (done: number, of: number) => void;
}

/**
 * Times every kernel of a program, each alone and many times in a row. Its inputs may stay in the
 * caches, so the sum can be less than the time of a run. The most expensive come first.
 */
export async function measureKernels(
  kernels: readonly ProgramKernel[],
  options: TimingOptions = {},
): Promise<KernelFigures[]> {
  const times: (number | null)[] = [];
  for (const [at, kernel] of kernels.entries()) {
    options.onKernel?.(at, kernels.length);
    times.push(await timeKernel(kernel, options));
  }
  const totals = kernels.map(({ count }, at) => count * (times[at] ?? 0));
  const sum = totals.reduce((a, b) => a + b, 0);
  return kernels
    .map(({ name, count, cost: { flops, bytes } }, at): KernelFigures => {
      const ms = times[at]!;
      // If the clock says 0, it was too coarse.
      const rate = (amount: number) => (ms ? amount / (1e6 * ms) : null);
      return {
        ...{ name, count, flops, bytes, ms },
        share: ms === null || sum === 0 ? null : totals[at]! / sum,
        gflopPerSecond: flops > 0 ? rate(flops) : null,
        gbPerSecond: rate(bytes),
      };
    })
    .sort((a, b) => (b.share ?? b.count * b.flops) - (a.share ?? a.count * a.flops));
}

/** Milliseconds of a kernel; `null` if the device has no clock. */
export async function timeKernel(
  kernel: Pick<ProgramKernel, 'time'>,
  { target = 10, repeat = 5 }: TimingOptions = {},
): Promise<number | null> {
  const first = await kernel.time(1);
  if (first === null) return null;
  // The first one may have compiled or allocated something.
  const once = first > target ? first : await kernel.time(1);
  const times = Math.max(1, Math.min(MOST, Math.round(target / Math.max(once!, target / MOST))));
  const taken: number[] = [];
  for (let i = 0; i < repeat; i++) {
    taken.push((await kernel.time(times))!);
    // One measurement is enough for a kernel that takes so long.
    if (taken[0]! > 10 * target) break;
  }
  return Math.min(...taken);
}

const MOST = 2000;
