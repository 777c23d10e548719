import { sizeOf } from '../tensor';
import { VIEW_ALIGNMENT } from '../training-ops';
import { GpuMemory } from './memory';
import type { GpuSession } from './session';
import { GpuTensor } from './tensor';

/**
 * Memory a program keeps for its own intermediate numbers. Tensors are taken while it is recorded;
 * how much they need together is known, and allocated, when recording ends.
 */
export class Scratch {
  readonly #memory: GpuMemory;
  #taken = 0;
  #most = 0;

  constructor(session: GpuSession, name: string) {
    this.#memory = new GpuMemory(session, name);
  }

  /** Bytes taken since the last `reset`. */
  get taken(): number {
    return this.#taken;
  }

  /** An f32 tensor that holds its numbers until a tensor taken after the next `reset` is written. */
  take(name: string, shape: readonly number[]): GpuTensor {
    const tensor = new GpuTensor(name, shape, 'f32', this.#memory, this.#taken);
    this.#taken += 4 * VIEW_ALIGNMENT * Math.ceil(sizeOf(shape) / VIEW_ALIGNMENT);
    this.#most = Math.max(this.#most, this.#taken);
    return tensor;
  }

  /** All that was taken so far has been used, so its memory may be taken again. */
  reset(): void {
    this.#taken = 0;
  }

  allocate(): void {
    if (this.#most > 0) this.#memory.allocate(this.#most);
  }

  release(): void {
    this.#memory.release();
  }
}
