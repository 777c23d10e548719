import { WebGpuError } from './error';
import type { Kernel } from './kernels/kernel';

/** Compiled kernels of a device; programs that use the same kernel share its pipeline. */
export class Pipelines {
  readonly #device: GPUDevice;
  readonly #compiled = new Map<string, Promise<GPUComputePipeline>>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** @throws WebGpuError naming the kernel if the device rejects it. */
  compile({ label, code }: Kernel): Promise<GPUComputePipeline> {
    const known = this.#compiled.get(code);
    if (known) return known;
    const module = this.#device.createShaderModule({ label, code });
    const pipeline = this.#device
      .createComputePipelineAsync({ label, layout: 'auto', compute: { module } })
      .catch((cause: unknown) => {
        this.#compiled.delete(code);
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new WebGpuError(`WebGPU rejected the kernel ${label}: ${reason}`, { cause });
      });
    this.#compiled.set(code, pipeline);
    return pipeline;
  }
}
