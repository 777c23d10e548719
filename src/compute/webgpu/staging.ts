import type { TensorData } from '../tensor';
import type { GpuSession } from './session';
import type { GpuTensor } from './tensor';

/**
 * Memory that the host can map, into which the tensors of one read-back are packed: one buffer, or
 * as few as a device allows. The buffers are reused: new ones are made only when more read-backs
 * overlap than ever before.
 */
export class Staging {
  readonly #session: GpuSession;
  readonly #groups: readonly (readonly GpuTensor[])[];
  readonly #idle: GPUBuffer[][] = [];
  #destroyed = false;

  /** @param most bytes of a buffer; by default what the device allows */
  constructor(session: GpuSession, tensors: readonly GpuTensor[], most?: number) {
    this.#session = session;
    this.#groups = pack(tensors, most ?? session.device.limits.maxBufferSize);
    this.#idle.push(this.#create());
  }

  /** Records the copies; the buffers go to `read` once they are submitted. */
  copy(encoder: GPUCommandEncoder): GPUBuffer[] {
    const buffers = this.#idle.pop() ?? this.#create();
    this.#groups.forEach((group, index) => {
      let offset = 0;
      for (const { memory, offset: from, bytes } of group) {
        encoder.copyBufferToBuffer(memory.buffer, from, buffers[index]!, offset, bytes);
        offset += bytes;
      }
    });
    return buffers;
  }

  /** Waits for the copies into `buffers` and returns the numbers of each tensor. */
  async read(buffers: GPUBuffer[]): Promise<TensorData[]> {
    const mapped = Promise.all(buffers.map((buffer) => buffer.mapAsync(GPUMapMode.READ)));
    await nudged(this.#session.device, mapped);
    const arrays = this.#groups.flatMap((group, index) => {
      const memory = buffers[index]!.getMappedRange();
      let offset = 0;
      return group.map((tensor) => {
        const array = tensor.copyFrom(memory, offset);
        offset += tensor.bytes;
        return array;
      });
    });
    for (const buffer of buffers) buffer.unmap();
    if (this.#destroyed) for (const buffer of buffers) buffer.destroy();
    else this.#idle.push(buffers);
    return arrays;
  }

  /** Frees the buffers; those of unfinished read-backs are freed when these are done. */
  destroy(): void {
    this.#destroyed = true;
    for (const buffer of this.#idle.splice(0).flat()) buffer.destroy();
  }

  #create(): GPUBuffer[] {
    return this.#groups.map((group) =>
      this.#session.device.createBuffer({
        label: `read-back of ${group.map(({ name }) => name).join(', ')}`,
        size: group.reduce((sum, { bytes }) => sum + bytes, 0),
        usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
      }),
    );
  }
}

/** Splits tensors, in their order, into groups of at most `most` bytes. */
function pack(tensors: readonly GpuTensor[], most: number): GpuTensor[][] {
  const groups: GpuTensor[][] = [];
  let room = 0;
  for (const tensor of tensors) {
    if (tensor.bytes > room) {
      groups.push([]);
      room = most;
    }
    groups.at(-1)!.push(tensor);
    room -= tensor.bytes;
  }
  return groups;
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
