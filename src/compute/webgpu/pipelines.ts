import { WebGpuError } from './error';
import type { Kernel } from './kernels/kernel';

/** Compiled kernels of a device; programs that use the same kernel share its pipeline. */
export class Pipelines {
  readonly #device: GPUDevice;
  readonly #compiled = new Map<string, Promise<GPUComputePipeline>>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** @throws WebGpuError that names the kernel if the device rejects it. */
  compile({ label, code }: Kernel): Promise<GPUComputePipeline> {
    const known = this.#compiled.get(code);
    if (known) return known;
    const module = this.#device.createShaderModule({ label, code });
    const pipeline = this.#device
      .createComputePipelineAsync({ label, layout: 'auto', compute: { module } })
      .catch(async (cause: unknown) => {
        this.#compiled.delete(code);
        const where = await module.getCompilationInfo().then(
          ({ messages }) => offendingLines(code, messages),
          () => '',
        );
        const reason = where || (cause instanceof Error ? cause.message : String(cause));
        throw new WebGpuError(`WebGPU rejected the kernel ${label}: ${reason}`, { cause });
      });
    this.#compiled.set(code, pipeline);
    return pipeline;
  }
}

interface Complaint {
  readonly type: string;
  readonly message: string;
  /** Counted from 1; 0 if the place is unknown. */
  readonly lineNum: number;
  /** Counted from 1. */
  readonly linePos: number;
}

/** Errors of the WGSL compiler, each with the line it is about. Empty if there are none. */
export function offendingLines(code: string, messages: readonly Complaint[]): string {
  const lines = code.split('\n');
  return messages
    .filter(({ type }) => type === 'error')
    .map(({ message, lineNum, linePos }) => {
      const line = lines[lineNum - 1];
      if (line === undefined) return message;
      return `${message}\n${lineNum} | ${line}\n${' '.repeat(`${lineNum} | `.length + linePos - 1)}^`;
    })
    .join('\n');
}
