import type { CpuTensor } from '../cpu/tensor';
import { sizeOf, type DType, type Tensor } from '../tensor';
import type { Memory } from './memory';

/** The memory of one tensor; its views share it. */
export interface Storage {
  readonly at: number;
  readonly bytes: number;
  /**
   * A weight that no program writes. Its packed copy stays valid until the host writes the weight.
   */
  readonly constant: boolean;
}

/**
 * A tensor in WebAssembly memory. It holds its numbers as the reference's tensors do, so that the
 * reference's ops also work on it.
 */
export class WasmTensor implements CpuTensor {
  readonly shape: readonly number[];
  /** The address of its first number, in bytes. */
  readonly at: number;
  readonly size: number;
  readonly isView: boolean;
  #numbers: Float32Array | Uint32Array | null = null;

  constructor(
    readonly memory: Memory,
    readonly storage: Storage,
    readonly name: string,
    shape: readonly number[],
    readonly dtype: DType,
    /** Elements into the storage, for a view. */
    offset: number | null = null,
  ) {
    this.shape = [...shape];
    this.size = sizeOf(shape);
    this.isView = offset !== null;
    this.at = storage.at + 4 * (offset ?? 0);
  }

  /**
   * The numbers themselves, not a copy. Do not keep them: when the memory grows, it gets another
   * buffer.
   */
  get data(): Float32Array | Uint32Array {
    const { buffer } = this.memory.wasm;
    if (this.#numbers?.buffer !== buffer) {
      const kind = this.dtype === 'u32' ? Uint32Array : Float32Array;
      this.#numbers = new kind(buffer, this.at, this.size);
    }
    return this.#numbers;
  }

  /** Whether the two share any number. */
  overlaps(other: WasmTensor): boolean {
    return this.at < other.at + 4 * other.size && other.at < this.at + 4 * this.size;
  }
}

/** @throws TypeError if the tensor is another backend's */
export function wasm(tensor: Tensor): WasmTensor {
  if (tensor instanceof WasmTensor) return tensor;
  throw new TypeError(`Tensor ${tensor.name} belongs to another backend.`);
}

/** The address of a tensor's first number; 0 if no tensor is given. */
export function place(tensor: Tensor | null | undefined): number {
  return tensor ? wasm(tensor).at : 0;
}
