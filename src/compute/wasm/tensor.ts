import type { CpuTensor } from '../cpu/tensor';
import { sizeOf, type DType, type Tensor } from '../tensor';
import type { Memory } from './memory';

/** Memory of one tensor, which its views share. */
export interface Storage {
  readonly at: number;
  readonly bytes: number;
  /** A weight no program writes; what is packed of it stays good until the host writes it. */
  readonly constant: boolean;
}

/**
 * A tensor in WebAssembly memory. It carries its numbers as those of the reference do, so that the
 * reference's ops work on it too.
 */
export class WasmTensor implements CpuTensor {
  readonly shape: readonly number[];
  /** Where its numbers begin, in bytes. */
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

  /** The numbers where they lie. Memory that grows gets another buffer, so do not keep them. */
  get data(): Float32Array | Uint32Array {
    const { buffer } = this.memory.wasm;
    if (this.#numbers?.buffer !== buffer) {
      const kind = this.dtype === 'u32' ? Uint32Array : Float32Array;
      this.#numbers = new kind(buffer, this.at, this.size);
    }
    return this.#numbers;
  }

  /** Whether any number belongs to both. */
  overlaps(other: WasmTensor): boolean {
    return this.at < other.at + 4 * other.size && other.at < this.at + 4 * this.size;
  }
}

/** @throws TypeError if the tensor is another backend's */
export function wasm(tensor: Tensor): WasmTensor {
  if (tensor instanceof WasmTensor) return tensor;
  throw new TypeError(`Tensor ${tensor.name} belongs to another backend.`);
}

/** Where a tensor's numbers begin; 0 for one not given. */
export function place(tensor: Tensor | null | undefined): number {
  return tensor ? wasm(tensor).at : 0;
}
