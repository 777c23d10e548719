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

/** Memory for what a step needs while it runs; shared by all programs, for one step runs at a time. */
export class Scratch {
  at = 0;
  #bytes = 0;

  constructor(private readonly memory: Memory) {}

  /** Makes it at least so large. A step reads `at` when it runs, for it may move before. */
  reserve(bytes: number): void {
    if (bytes <= this.#bytes) return;
    if (this.#bytes > 0) this.memory.free(this.at, this.#bytes);
    this.at = this.memory.allocate(bytes);
    this.#bytes = bytes;
  }
}

/** The steps of a program, each with the call of the op it was recorded for. */
class Steps {
  readonly all: HostStep[] = [];
  /** The op that is being recorded. */
  of!: OpCall;

  push(run: () => void, of: OpCall = this.of): void {
    this.all.push({ ...of, run });
  }
}

/** A program in the making: its steps, and what is packed of the weights they multiply with. */
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
   * Where a weight lies packed when the next step runs. One that is not constant is packed anew in
   * every run, and again within a run once an op may have written it.
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

  /** An op has been recorded that may write any tensor of its arguments save `weight`. */
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
