import type { Cost, Program, ProgramKernel } from '../backend';
import { totalCost } from '../host-program';
import type { TensorData } from '../tensor';
import type { Grid, Kernel } from './kernels/kernel';
import type { GpuMemory } from './memory';
import type { Pipelines } from './pipelines';
import type { Scratch } from './scratch';
import type { GpuSession } from './session';
import { nudged, Staging } from './staging';
import type { GpuTensor } from './tensor';
import type { Product, TileChoice } from './tile-choice';
import { timePass } from './timestamps';

/** A kernel and the tensors it works on, in the order of its bindings. */
export interface Step {
  readonly kernel: Kernel;
  readonly tensors: readonly GpuTensor[];
  /** If the kernel is a product: the tiles in which it could be computed. */
  readonly product?: Product;
}

/**
 * The result of a recorder: the steps, and the memory that they need besides the caller's tensors.
 */
export interface Recording {
  readonly steps: readonly Step[];
  readonly scratch: readonly Scratch[];
}

/** A step with everything that WebGPU can prepare. */
interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly grid: Grid;
}

export class GpuProgram implements Program {
  readonly cost: Cost;
  readonly #session: GpuSession;
  readonly #recording: Recording;
  readonly #dispatches: readonly Dispatch[];
  readonly #staging: Staging | null;
  /** All memory a run touches, with the name of a tensor in it. */
  readonly #memory: ReadonlyMap<GpuMemory, string>;
  #disposed = false;

  private constructor(
    session: GpuSession,
    recording: Recording,
    dispatches: readonly Dispatch[],
    reads: readonly GpuTensor[],
  ) {
    this.#session = session;
    this.#recording = recording;
    this.#dispatches = dispatches;
    this.#staging = reads.length > 0 ? new Staging(session, reads) : null;
    const used = [...recording.steps.flatMap((step) => step.tensors), ...reads];
    this.#memory = new Map(used.map(({ memory, name }) => [memory, name]));
    this.cost = totalCost(recording.steps.map((step) => ({ cost: costOf(step) })));
  }

  /**
   * Compiles the kernels, all at once, and binds their tensors.
   * @param choice finds the fastest tiles; `null` takes the usual ones
   */
  static async prepare(
    session: GpuSession,
    pipelines: Pipelines,
    recorded: Recording,
    reads: readonly GpuTensor[],
    choice: TileChoice | null,
  ): Promise<GpuProgram> {
    const { scratch } = recorded;
    const steps = choice ? await choice.settle(recorded.steps) : recorded.steps;
    session.check();
    const compiled = await Promise.all(steps.map(({ kernel }) => pipelines.compile(kernel)));
    session.check();
    for (const memory of scratch) memory.allocate();
    const dispatches = steps.map(({ kernel, tensors }, index): Dispatch => {
      const pipeline = compiled[index]!;
      const bindGroup = session.device.createBindGroup({
        label: kernel.label,
        layout: pipeline.getBindGroupLayout(0),
        entries: tensors.map(({ binding }, at) => ({ binding: at, resource: binding })),
      });
      return { pipeline, bindGroup, grid: kernel.grid };
    });
    return new GpuProgram(session, { steps, scratch }, dispatches, reads);
  }

  get dispatches(): number {
    return this.#dispatches.length;
  }

  submit(): void {
    this.#submit(null);
  }

  /** Submitted before the first `await`, so runs and writes keep the order in which they were called. */
  async run(): Promise<TensorData[]> {
    const copied = this.#submit(this.#staging);
    if (this.#staging && copied) return this.#session.guard(this.#staging.read(copied));
    const { device } = this.#session;
    await this.#session.guard(nudged(device, device.queue.onSubmittedWorkDone()));
    return [];
  }

  kernels(): ProgramKernel[] {
    const alike = new Map<string, number[]>();
    this.#recording.steps.forEach(({ kernel: { code } }, at) => {
      const known = alike.get(code);
      if (known) known.push(at);
      else alike.set(code, [at]);
    });
    return [...alike].map(([code, places]) => {
      const at = places[0]!;
      const step = this.#recording.steps[at]!;
      return {
        name: step.kernel.label,
        count: places.length,
        cost: costOf(step),
        code: code.trim(),
        time: (times) => this.#time(this.#dispatches[at]!, times),
      };
    });
  }

  dispose(): void {
    this.#disposed = true;
    for (const scratch of this.#recording.scratch) scratch.release();
    this.#staging?.destroy();
  }

  /** One encoder, one pass, one submission. Returns the buffers into which `staging` copies. */
  #submit(staging: Staging | null): GPUBuffer[] | undefined {
    this.#check();
    const { device } = this.#session;
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const { pipeline, bindGroup, grid } of this.#dispatches) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(...grid);
    }
    pass.end();
    const copied = staging?.copy(encoder);
    device.queue.submit([encoder.finish()]);
    this.#session.submitted(this.cost.flops);
    return copied;
  }

  async #time({ pipeline, bindGroup, grid }: Dispatch, times: number): Promise<number | null> {
    this.#check();
    const milliseconds = await timePass(this.#session, (pass) => {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      for (let i = 0; i < times; i++) pass.dispatchWorkgroups(...grid);
    });
    return milliseconds && milliseconds / times;
  }

  #check(): void {
    this.#session.check();
    if (this.#disposed) throw new TypeError('The program has been disposed of.');
    for (const [memory, name] of this.#memory) {
      if (memory.released) throw new TypeError(`Tensor ${name} has been released.`);
    }
  }
}

/** Every tensor bound to a kernel moves once, and twice if the kernel updates it. */
function costOf({ kernel, tensors }: Step): Cost {
  const { flops, bindings } = kernel;
  const bytes = bindings.reduce((sum, { traffic }, at) => sum + traffic * tensors[at]!.bytes, 0);
  return { flops, bytes };
}
