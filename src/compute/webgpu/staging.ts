import type { TensorData } from '../backend';
import type { GpuSession } from './session';
import type { GpuTensor } from './tensor';

/**
 * Memory the host can map, into which the tensors of one read-back are packed. Buffers go round: a
 * new one is made only when more read-backs overlap than ever before.
 */
export class Staging {
  readonly #session: GpuSession;
  readonly #tensors: readonly GpuTensor[];
  readonly #bytes: number;
  readonly #idle: GPUBuffer[] = [];
  #destroyed = false;

  constructor(session: GpuSession, tensors: readonly GpuTensor[]) {
    this.#session = session;
    this.#tensors = tensors;
    this.#bytes = tensors.reduce((sum, tensor) => sum + tensor.bytes, 0);
    this.#idle.push(this.#create());
  }

  /** Records the copies; the buffer goes to `read` once they are submitted. */
  copy(encoder: GPUCommandEncoder): GPUBuffer {
    const buffer = this.#idle.pop() ?? this.#create();
    let offset = 0;
    for (const tensor of this.#tensors) {
      encoder.copyBufferToBuffer(tensor.memory.buffer, tensor.offset, buffer, offset, tensor.bytes);
      offset += tensor.bytes;
    }
    return buffer;
  }

  /** Waits for the copies into `buffer` and returns the numbers of each tensor. */
  async read(buffer: GPUBuffer): Promise<TensorData[]> {
    await nudged(this.#session.device, buffer.mapAsync(GPUMapMode.READ));
    const memory = buffer.getMappedRange();
    let offset = 0;
    const arrays = this.#tensors.map((tensor) => {
      const array = tensor.copyFrom(memory, offset);
      offset += tensor.bytes;
      return array;
    });
    buffer.unmap();
    if (this.#destroyed) buffer.destroy();
    else this.#idle.push(buffer);
    return arrays;
  }

  /** Frees the buffers, those of read-backs under way when these are done. */
  destroy(): void {
    this.#destroyed = true;
    for (const buffer of this.#idle.splice(0)) buffer.destroy();
  }

  #create(): GPUBuffer {
    return this.#session.device.createBuffer({
      label: `read-back of ${this.#tensors.map(({ name }) => name).join(', ')}`,
      size: this.#bytes,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
  }
}

/**
 * Firefox looks for finished work on a timer of 100 ms, and whenever something is submitted. An
 * empty submission every few milliseconds makes it look in time; other browsers need no nudge.
 */
const NUDGE_MILLISECONDS = 2;
const needsNudge = typeof navigator !== 'undefined' && navigator.userAgent.includes('Firefox');

/** Waits for work on the device that was submitted before. */
export async function nudged<T>(device: GPUDevice, done: Promise<T>): Promise<T> {
  const nudge = needsNudge
    ? setInterval(() => device.queue.submit([]), NUDGE_MILLISECONDS)
    : undefined;
  try {
    return await done;
  } finally {
    clearInterval(nudge);
  }
}
