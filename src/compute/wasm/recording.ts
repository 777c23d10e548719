import type { HostStep } from '../host-program';
import type { OpCall } from '../op-calls';
import { sizeOf, type Tensor } from '../tensor';
import type { Kernels } from './kernels';
import type { Memory } from './memory';
import {
  allocatePacked,
  fillPacked,
  serves,
  type PackedConstants,
  type PackedWeight,
  type Way,
} from './packed-weights';
import { wasm, WasmTensor } from './tensor';

/**
 * Scratch memory of a running step. All programs share it, because only one step runs at a time.
 */
export class Scratch {
  at = 0;
  #bytes = 0;

  constructor(private readonly memory: Memory) {}

  /**
   * Makes it at least this large. A step reads `at` only when it runs, because the memory may move
   * before.
   */
  reserve(bytes: number): void {
    if (bytes <= this.#bytes) return;
    if (this.#bytes > 0) this.memory.free(this.at, this.#bytes);
    this.at = this.memory.allocate(bytes);
    this.#bytes = bytes;
  }
}

/** The steps of a program, each with the call of the op for which it was recorded. */
class Steps {
  readonly all: HostStep[] = [];
  /** The op that is being recorded. */
  of!: OpCall;

  push(run: () => void, of: OpCall = this.of): void {
    this.all.push({ ...of, run });
  }
}

/** A program while it is recorded: its steps, and the packed weights that they multiply with. */
export class Recording {
  readonly steps = new Steps();
  readonly #owned: PackedWeight[] = [];
  /** Those of `#owned` whose weights have not been written since they were packed. */
  #fresh: PackedWeight[] = [];

  constructor(
    readonly kernels: Kernels,
    readonly scratch: Scratch,
    private readonly memory: Memory,
    private readonly constants: PackedConstants,
  ) {}

  /**
   * The address of a packed weight when the next step runs. A weight that is not constant is packed
   * again in every run, and also within a run after an op that may have written it.
   */
  packed(tensor: Tensor, way: Way): number {
    const weight = wasm(tensor);
    if (weight.storage.constant) return this.constants.get(weight, way).at;
    const fresh = this.#fresh.find((packed) => serves(packed, weight, way));
    if (fresh) return fresh.at;
    let packed = this.#owned.find((owned) => serves(owned, weight, way));
    if (!packed) {
      packed = allocatePacked(this.memory, weight, way);
      this.#owned.push(packed);
    }
    const { kernels } = this;
    const filled = packed;
    const name = `pack ${way} ${weight.shape.join('×')}`;
    const cost = { flops: 0, bytes: 4 * sizeOf(weight.shape) + filled.bytes };
    this.steps.push(() => fillPacked(kernels, filled), { name, cost });
    this.#fresh.push(filled);
    return filled.at;
  }

  /** Call this after recording an op that may write any tensor of its arguments except `weight`. */
  mayHaveWritten(args: object): void {
    if (this.#fresh.length === 0) return;
    for (const [name, value] of Object.entries(args) as [string, unknown][]) {
      if (name === 'weight' || typeof value !== 'object' || value === null) continue;
      if (value instanceof WasmTensor) {
        this.#fresh = this.#fresh.filter(({ weight }) => !weight.overlaps(value));
      } else this.mayHaveWritten(value);
    }
  }

  dispose(): void {
    for (const { at, bytes } of this.#owned.splice(0)) this.memory.free(at, bytes);
  }
}
