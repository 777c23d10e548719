import { WebGpuError } from './error';
import type { GpuSession } from './session';

/**
 * One buffer. A tensor has its own memory, a view lies in its tensor's memory, and scratch numbers
 * of a program lie in the program's.
 */
export class GpuMemory {
  #buffer: GPUBuffer | null = null;
  #released = false;

  constructor(
    readonly session: GpuSession,
    readonly name: string,
  ) {}

  get buffer(): GPUBuffer {
    if (!this.#buffer) throw new TypeError(`The memory of ${this.name} is not allocated.`);
    return this.#buffer;
  }

  get released(): boolean {
    return this.#released;
  }

  /** @throws WebGpuError if the device cannot bind as much at once. */
  allocate(bytes: number): this {
    const { device } = this.session;
    const most = mostBytes(this.session);
    if (bytes > most) {
      throw new WebGpuError(
        `${this.name} takes ${bytes} bytes; this device binds at most ${most} at once.`,
      );
    }
    device.pushErrorScope('out-of-memory');
    this.#buffer = device.createBuffer({
      label: this.name,
      size: bytes,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
    device.popErrorScope().then(
      (error) => {
        if (error === null) return;
        this.session.fail(`The GPU has no memory left for ${this.name} (${bytes} bytes).`);
      },
      // The device was lost. The code that waits for it reports that.
      () => undefined,
    );
    return this;
  }

  release(): void {
    this.#released = true;
    this.#buffer?.destroy();
  }
}

/** Bytes that fit into one binding of the device, and so into one tensor. */
function mostBytes({ device }: GpuSession): number {
  return Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
}
