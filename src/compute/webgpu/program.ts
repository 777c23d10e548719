import type { Program, TensorData } from '../backend';
import type { Grid, Kernel } from './kernels/kernel';
import type { Pipelines } from './pipelines';
import type { GpuSession } from './session';
import { Staging } from './staging';
import type { GpuTensor } from './tensor';

/** A kernel and the tensors it works on, in the order of its bindings. */
export interface Step {
  readonly kernel: Kernel;
  readonly tensors: readonly GpuTensor[];
}

/** A step with everything WebGPU lets one prepare. */
interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly grid: Grid;
}

export class GpuProgram implements Program {
  readonly #session: GpuSession;
  readonly #dispatches: readonly Dispatch[];
  readonly #staging: Staging | null;
  readonly #tensors: ReadonlySet<GpuTensor>;

  private constructor(
    session: GpuSession,
    dispatches: readonly Dispatch[],
    staging: Staging | null,
    tensors: ReadonlySet<GpuTensor>,
  ) {
    this.#session = session;
    this.#dispatches = dispatches;
    this.#staging = staging;
    this.#tensors = tensors;
  }

  /** Compiles the kernels, all at once, and binds their tensors. */
  static async prepare(
    session: GpuSession,
    pipelines: Pipelines,
    steps: readonly Step[],
    reads: readonly GpuTensor[],
  ): Promise<GpuProgram> {
    const dispatches = await Promise.all(
      steps.map(async ({ kernel, tensors }): Promise<Dispatch> => {
        const pipeline = await pipelines.compile(kernel);
        const bindGroup = session.device.createBindGroup({
          label: kernel.label,
          layout: pipeline.getBindGroupLayout(0),
          entries: tensors.map(({ buffer }, binding) => ({ binding, resource: { buffer } })),
        });
        return { pipeline, bindGroup, grid: kernel.grid };
      }),
    );
    session.check();
    const staging = reads.length > 0 ? new Staging(session, reads) : null;
    const used = new Set([...steps.flatMap((step) => step.tensors), ...reads]);
    return new GpuProgram(session, dispatches, staging, used);
  }

  get dispatches(): number {
    return this.#dispatches.length;
  }

  /**
   * One encoder, one pass, one submission. It is submitted before the first `await`, so runs and
   * writes keep the order in which they were called.
   */
  async run(): Promise<TensorData[]> {
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
    const copied = this.#staging?.copy(encoder);
    device.queue.submit([encoder.finish()]);

    if (!this.#staging || !copied) {
      await device.queue.onSubmittedWorkDone();
      this.#session.check();
      return [];
    }
    return this.#session.guard(this.#staging.read(copied));
  }

  #check(): void {
    this.#session.check();
    for (const tensor of this.#tensors) {
      if (tensor.released) throw new TypeError(`Tensor ${tensor.name} has been released.`);
    }
  }
}
