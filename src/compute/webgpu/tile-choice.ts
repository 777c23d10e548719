import type { Kernel } from './kernels/kernel';
import type { TileShape } from './kernels/matmul-tile';
import { tileName } from './kernels/tile-shapes';
import type { Pipelines } from './pipelines';
import type { GpuSession } from './session';
import { nudged } from './staging';
import type { GpuTensor } from './tensor';
import type { TileMemory } from './tile-memory';

/** A product that can be computed in different tiles with the same result. */
export interface Product {
  /** The first is taken if nothing is known. */
  readonly tiles: readonly TileShape[];
  kernel(tile: TileShape): Kernel;
}

/** A kernel of a program and the tensors it works on, in the order of its bindings. */
interface ProductStep {
  readonly kernel: Kernel;
  readonly tensors: readonly GpuTensor[];
  readonly product?: Product;
}

/**
 * Milliseconds that the timing may take, for all programs of a device together; the next visit
 * continues.
 */
const BUDGET = 150;
/**
 * Milliseconds that a measurement should take, so that the cost of a submission does not matter.
 */
const TARGET = 1.5;
const MOST_REPEATS = 256;
const ROUNDS = 2;
/** A tile must be faster than the usual one by this factor; less is noise. */
const GAIN = 0.9;
/** Products with fewer operations, or a smaller share of a program's, are left as they are. */
const LEAST_FLOPS = 1e6;
const LEAST_SHARE = 0.02;
/** Bytes of memory that a measurement may take. */
const MOST_BYTES = 128 * 1024 * 1024;

/**
 * Chooses the tiles in which a device computes its products, by timing the few candidates at the
 * shapes that a program has. Which is fastest depends on caches, registers and the driver, and
 * cannot be known beforehand.
 */
export class TileChoice {
  readonly #session: GpuSession;
  readonly #pipelines: Pipelines;
  readonly #memory: TileMemory;
  /** Milliseconds left of the budget. */
  #left = BUDGET;

  constructor(session: GpuSession, pipelines: Pipelines, memory: TileMemory) {
    this.#session = session;
    this.#pipelines = pipelines;
    this.#memory = memory;
  }

  /**
   * The same steps with the kernels that are fastest here, as far as there is time to time them.
   */
  async settle<Step extends ProductStep>(steps: readonly Step[]): Promise<Step[]> {
    for (const step of this.#unknown(steps)) {
      if (this.#left <= 0) break;
      const begin = performance.now();
      const tile = await this.#fastest(step, begin + this.#left);
      this.#left -= performance.now() - begin;
      if (tile) this.#memory.set(step.kernel.label, tileName(tile));
    }
    return steps.map((step) => {
      const name = this.#memory.get(step.kernel.label);
      const tile = step.product?.tiles.find((candidate) => tileName(candidate) === name);
      return tile ? { ...step, kernel: step.product!.kernel(tile) } : step;
    });
  }

  /** One step for each product that has not been timed, those with the most operations first. */
  #unknown<Step extends ProductStep>(steps: readonly Step[]): Step[] {
    const flops = new Map<string, number>();
    const first = new Map<string, Step>();
    for (const step of steps) {
      const { label } = step.kernel;
      flops.set(label, (flops.get(label) ?? 0) + step.kernel.flops);
      if (step.product && !first.has(label)) first.set(label, step);
    }
    const all = [...flops.values()].reduce((sum, some) => sum + some, 0);
    return [...first.values()]
      .filter(({ kernel: { label } }) => this.#memory.get(label) === undefined)
      .filter(({ kernel }) => kernel.flops > LEAST_FLOPS)
      .filter(({ kernel: { label } }) => flops.get(label)! > LEAST_SHARE * all)
      .sort((a, b) => flops.get(b.kernel.label)! - flops.get(a.kernel.label)!);
  }

  /**
   * Times the candidates on separate memory.
   * @returns `null` if that cannot be done or takes too long
   */
  async #fastest({ product, tensors }: ProductStep, end: number): Promise<TileShape | null> {
    const { device } = this.#session;
    const { tiles, kernel } = product!;
    if (tensors.reduce((sum, { bytes }) => sum + bytes, 0) > MOST_BYTES) return null;
    const buffers = tensors.map(({ bytes }) =>
      device.createBuffer({ size: bytes, usage: GPUBufferUsage.STORAGE }),
    );
    try {
      const kernels = tiles.map(kernel);
      // Caught here, an error does not count as a failure of the device.
      device.pushErrorScope('validation');
      const compiling = kernels.map((each) => this.#pipelines.compile(each));
      const complaint = device.popErrorScope();
      const pipelines = await Promise.all(compiling);
      await complaint;
      const time = (at: number, times: number) =>
        this.#time(pipelines[at]!, kernels[at]!, buffers, times);
      for (const at of tiles.keys()) await time(at, 1);
      let repeats = 1;
      while (repeats < MOST_REPEATS && (await time(0, repeats)) < TARGET) repeats *= 4;
      const best = tiles.map(() => Infinity);
      for (let round = 0; round < ROUNDS; round++) {
        for (const at of tiles.keys()) {
          if (performance.now() > end && round === 0) return null;
          best[at] = Math.min(best[at]!, await time(at, repeats));
        }
      }
      const fastest = best.indexOf(Math.min(...best));
      return tiles[best[fastest]! < GAIN * best[0]! ? fastest : 0]!;
    } catch {
      // If the driver rejects a candidate, the usual tile stays; a device that failed reports it
      // later.
      return tiles[0]!;
    } finally {
      for (const buffer of buffers) buffer.destroy();
    }
  }

  /** @returns milliseconds of that many dispatches, submission and answer included */
  async #time(
    pipeline: GPUComputePipeline,
    { grid }: Kernel,
    buffers: readonly GPUBuffer[],
    times: number,
  ): Promise<number> {
    const { device } = this.#session;
    const bindGroup = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    for (let i = 0; i < times; i++) pass.dispatchWorkgroups(...grid);
    pass.end();
    const before = performance.now();
    device.queue.submit([encoder.finish()]);
    await this.#session.guard(nudged(device, device.queue.onSubmittedWorkDone()));
    return performance.now() - before;
  }
}
