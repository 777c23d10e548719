import { finishSums, type PartialSums } from './kernels/finish-sums';
import type { Kernel } from './kernels/kernel';
import type { GpuMemory } from './memory';
import { Scratch } from './scratch';
import type { GpuSession } from './session';
import { GpuTensor } from './tensor';

/** The place of a weight's partial sums, and whether it already holds sums to add to. */
interface Slot {
  readonly partials: GpuTensor;
  readonly accumulate: boolean;
}

interface Pending {
  readonly dWeight: GpuTensor;
  readonly dBias: GpuTensor | null;
  readonly partials: GpuTensor; // [splits, outputs, inner (+ 1)]
  /** Whether to add the sums to the old numbers of the gradients. */
  accumulate: boolean;
}

/**
 * Gradients of weights whose partial sums are computed but not yet added up. They are added up when
 * a gradient is needed. So one dispatch serves many weights, and a weight that is used several
 * times adds to the same partial sums.
 */
export class PendingSums {
  readonly scratch: Scratch;
  #pending: Pending[] = [];

  constructor(session: GpuSession) {
    this.scratch = new Scratch(session, 'partial sums');
  }

  /** Whether the tensor shares numbers with a gradient that is not finished. */
  touches(tensor: GpuTensor): boolean {
    return this.#pending.some(
      ({ dWeight, dBias }) => dWeight.overlaps(tensor) || dBias?.overlaps(tensor) === true,
    );
  }

  /** The slot of a weight that is pending with the same splits, if there is one. */
  again(
    dWeight: GpuTensor,
    dBias: GpuTensor | null,
    splits: number,
    accumulate: boolean,
  ): Slot | null {
    const known = this.#pending.find(
      (pending) =>
        isSame(pending.dWeight, dWeight) &&
        (dBias ? pending.dBias !== null && isSame(pending.dBias, dBias) : !pending.dBias) &&
        pending.partials.shape[0] === splits,
    );
    if (!known) return null;
    known.accumulate &&= accumulate;
    return { partials: known.partials, accumulate };
  }

  /** A new slot. The caller has made sure that nothing pending touches the gradients. */
  add(dWeight: GpuTensor, dBias: GpuTensor | null, splits: number, accumulate: boolean): Slot {
    const [outputs, inner] = dWeight.shape as [number, number];
    const partials = this.scratch.take(`partial sums of ${dWeight.name}`, [
      splits,
      outputs,
      inner + (dBias ? 1 : 0),
    ]);
    this.#pending.push({ dWeight, dBias, partials, accumulate });
    return { partials, accumulate: false };
  }

  /** Kernels that finish everything pending, one for each buffer in which gradients lie. */
  drain(): { readonly kernel: Kernel; readonly partials: GpuTensor; readonly sums: GpuTensor }[] {
    const blocks = this.#pending.flatMap(blocksOf);
    const size = this.scratch.taken / 4;
    this.#pending = [];
    this.scratch.reset();
    if (blocks.length === 0) return [];
    const partials = this.scratch.take('partial sums', [size]);
    this.scratch.reset();
    const memories = new Set(blocks.map(({ gradient }) => gradient.memory));
    return [...memories].map((memory) => {
      const here = blocks.filter(({ gradient }) => gradient.memory === memory);
      const sums = around(
        memory,
        here.map(({ gradient }) => gradient),
      );
      const kernel = finishSums(
        here.map(({ gradient, block }) => ({
          ...block,
          to: (gradient.offset - sums.offset) / 4,
        })),
      );
      return { kernel, partials, sums };
    });
  }
}

type Block = Omit<PartialSums, 'to'>;

/** The weight's columns of the partial sums, and the bias's. */
function blocksOf({ dWeight, dBias, partials, accumulate }: Pending): {
  readonly gradient: GpuTensor;
  readonly block: Block;
}[] {
  const [splits, rows, width] = partials.shape as [number, number, number];
  const inner = dWeight.shape[1]!;
  const block = { at: partials.offset / 4, splits, rows, width, accumulate };
  const blocks = [{ gradient: dWeight, block: { ...block, column0: 0, columns: inner } }];
  if (dBias) blocks.push({ gradient: dBias, block: { ...block, column0: inner, columns: 1 } });
  return blocks;
}

function isSame(a: GpuTensor, b: GpuTensor): boolean {
  return (
    a.memory === b.memory &&
    a.offset === b.offset &&
    a.shape.every((extent, axis) => extent === b.shape[axis])
  );
}

/** The range of memory from the first of the tensors to the end of the last. */
function around(memory: GpuMemory, tensors: readonly GpuTensor[]): GpuTensor {
  const begin = Math.min(...tensors.map(({ offset }) => offset));
  const end = Math.max(...tensors.map(({ offset, bytes }) => offset + bytes));
  return new GpuTensor('gradients', [(end - begin) / 4], 'f32', memory, begin);
}
