import { packedSize, type Kernels } from './kernels';
import type { Memory } from './memory';
import type { Storage, WasmTensor } from './tensor';

/**
 * A weight [N,K] as the right operand of a product, in the order in which the product reads it:
 * `forward` for x · weightᵀ, `backward` for g · weight.
 */
export type Way = 'forward' | 'backward';

export interface PackedWeight {
  readonly weight: WasmTensor;
  readonly way: Way;
  readonly at: number;
  readonly bytes: number;
}

export function allocatePacked(memory: Memory, weight: WasmTensor, way: Way): PackedWeight {
  const [n, k] = weight.shape as [number, number];
  const bytes = 4 * (way === 'forward' ? packedSize(n, k) : packedSize(k, n));
  return { weight, way, bytes, at: memory.allocate(bytes) };
}

export function fillPacked(kernels: Kernels, { weight, way, at }: PackedWeight): void {
  const [n, k] = weight.shape as [number, number];
  if (way === 'forward') kernels.pack(weight.at, at, n, k, 4 * k, 4);
  else kernels.pack(weight.at, at, k, n, 4, 4 * k);
}

export function serves(packed: PackedWeight, weight: WasmTensor, way: Way): boolean {
  const { weight: of } = packed;
  return packed.way === way && of.at === weight.at && of.shape[1] === weight.shape[1];
}

/**
 * Packed copies of constant weights, made once for all programs, and again when the host writes the
 * weights.
 */
export class PackedConstants {
  readonly #kernels: Kernels;
  readonly #memory: Memory;
  readonly #of = new Map<Storage, PackedWeight[]>();

  constructor(kernels: Kernels, memory: Memory) {
    this.#kernels = kernels;
    this.#memory = memory;
  }

  get(weight: WasmTensor, way: Way): PackedWeight {
    const those = this.#of.get(weight.storage) ?? [];
    this.#of.set(weight.storage, those);
    const found = those.find((packed) => serves(packed, weight, way));
    if (found) return found;
    const packed = allocatePacked(this.#memory, weight, way);
    fillPacked(this.#kernels, packed);
    those.push(packed);
    return packed;
  }

  written(storage: Storage): void {
    for (const packed of this.#of.get(storage) ?? []) fillPacked(this.#kernels, packed);
  }

  released(storage: Storage): void {
    for (const { at, bytes } of this.#of.get(storage) ?? []) this.#memory.free(at, bytes);
    this.#of.delete(storage);
  }
}
