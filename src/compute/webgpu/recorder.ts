import type { Tensor } from '../tensor';
import type { Kernel } from './kernels/kernel';
import type { TileShape } from './kernels/matmul-tile';
import { normalize } from './kernels/normalize';
import type { RowNorm } from './kernels/row-norm';
import { candidateTiles, type TileFamily } from './kernels/tile-shapes';
import { splitRows, weightGradient, type Contraction } from './kernels/weight-gradient';
import { PendingNorms, type PendingNorm } from './pending-norms';
import { PendingSums } from './pending-sums';
import type { Recording, Step } from './program';
import { Scratch } from './scratch';
import type { GpuSession } from './session';
import { onGpu, type GpuTensor } from './tensor';
import type { Product } from './tile-choice';

/** Tensors by the names of a kernel's bindings. */
export type Named = Readonly<Record<string, Tensor | null | undefined>>;

interface Gradients {
  readonly dWeight: Tensor;
  readonly dBias?: Tensor | undefined;
}

/** The largest number of pending partial sums; beyond it, they are added up early. */
const MOST_PENDING_BYTES = 64 * 1024 * 1024;

/**
 * A program while it is recorded. The ops (`ops.ts`) dispatch their kernels on it, one after the
 * other.
 */
export class Recorder {
  readonly #session: GpuSession;
  readonly #tiles: TileFamily;
  readonly #norms: PendingNorms;
  readonly #steps: Step[] = [];
  readonly #pending: PendingSums;
  readonly #handed: Scratch;
  readonly #rooms = new Map<string, Scratch>();

  constructor(session: GpuSession, tiles: TileFamily) {
    this.#session = session;
    this.#tiles = tiles;
    this.#norms = new PendingNorms(session);
    this.#pending = new PendingSums(session);
    this.#handed = new Scratch(session, 'numbers between kernels');
  }

  /**
   * All steps; nothing is recorded afterwards.
   * @param reads tensors that are read back after every run
   */
  finish(reads: readonly GpuTensor[]): Recording {
    this.#finishSums();
    for (const tensor of reads) this.#finishNorms(tensor);
    for (const norm of this.#norms.lasting()) this.finishNorm(norm);
    const { scratch: squares } = this.#norms;
    const scratch = [this.#pending.scratch, this.#handed, ...squares, ...this.#rooms.values()];
    return { steps: this.#steps, scratch };
  }

  /**
   * Records a kernel. Before it touches a gradient with pending partial sums, these are added up.
   * Pending norms are also computed first, except those of tensors whose squares the kernel is
   * given.
   * @throws TypeError if written memory is bound a second time in a way that WebGPU forbids
   */
  dispatch(kernel: Kernel, named: Named, product?: Product): void {
    const touched = Object.values(named).some(
      (tensor) => tensor != null && this.#pending.touches(onGpu(tensor, this.#session)),
    );
    if (touched) this.#finishSums();
    const given = Object.values(named);
    for (const tensor of given) {
      if (tensor != null) this.#finishNorms(onGpu(tensor, this.#session), given);
    }
    this.#push(kernel, named, product);
  }

  /** Records a rows × columns product, in the tile that suits the device. */
  product(rows: number, columns: number, kernel: (tile: TileShape) => Kernel, named: Named): void {
    const tiles = candidateTiles(this.#tiles, rows, columns);
    this.dispatch(kernel(tiles[0]!), named, { tiles, kernel });
  }

  /** The norm of the tensor's rows, if it is pending. */
  pendingNorm(tensor: Tensor): PendingNorm | null {
    return this.#norms.of(onGpu(tensor, this.#session));
  }

  /**
   * Makes the norm of a tensor's rows pending. The next kernel writes the rows together with their
   * squares.
   */
  deferNorm(tensor: Tensor, norm: RowNorm): PendingNorm {
    this.overwrite(tensor);
    return this.#norms.add(onGpu(tensor, this.#session), norm);
  }

  /** Says that the next kernel writes all of a tensor, so that its pending norm is not needed. */
  overwrite(tensor: Tensor): void {
    const pending = this.pendingNorm(tensor);
    if (pending) this.#norms.remove(pending);
  }

  /** Records a pending norm. */
  finishNorm(pending: PendingNorm, inverseRms?: Tensor): void {
    const { tensor, rows, squares } = pending;
    const saveInverseRms = inverseRms !== undefined;
    this.#norms.remove(pending);
    this.dispatch(normalize({ rows, norm: pending, saveInverseRms }), {
      x: tensor,
      xSquares: squares,
      inverseRms,
    });
  }

  /** A tensor in which the first kernel of an op stores numbers for the second. */
  handOver(name: string, shape: readonly number[]): GpuTensor {
    this.#handed.reset();
    return this.#handed.take(name, shape);
  }

  /** A tensor with memory of its own under this name; the next one of the name takes its place. */
  room(name: string, shape: readonly number[]): GpuTensor {
    let scratch = this.#rooms.get(name);
    if (!scratch) this.#rooms.set(name, (scratch = new Scratch(this.#session, name)));
    scratch.reset();
    return scratch.take(name, shape);
  }

  /** Records the gradient of a weight: Σ over the rows of left · x, in splits that are added up late. */
  contract(shape: Contraction, operands: Named, gradients: Gradients, accumulate: boolean): void {
    const { splits } = splitRows(shape);
    if (splits === 1) {
      this.dispatch(weightGradient({ ...shape, accumulate }), { ...operands, ...gradients });
      return;
    }
    const dWeight = onGpu(gradients.dWeight, this.#session);
    const dBias = gradients.dBias ? onGpu(gradients.dBias, this.#session) : null;
    let slot = this.#pending.again(dWeight, dBias, splits, accumulate);
    if (!slot) {
      const isTouched = this.#pending.touches(dWeight) || (dBias && this.#pending.touches(dBias));
      const isFull = this.#pending.scratch.taken > MOST_PENDING_BYTES;
      if (isTouched || isFull) this.#finishSums();
      slot = this.#pending.add(dWeight, dBias, splits, accumulate);
    }
    this.dispatch(weightGradient({ ...shape, accumulate: slot.accumulate }), {
      ...operands,
      partials: slot.partials,
    });
  }

  /**
   * Records the pending norms of all tensors that share numbers with this one, unless `given` has
   * the squares.
   */
  #finishNorms(tensor: GpuTensor, given: readonly unknown[] = []): void {
    for (const pending of this.#norms.touching(tensor)) {
      if (!given.includes(pending.squares)) this.finishNorm(pending);
    }
  }

  #finishSums(): void {
    for (const { kernel, partials, sums } of this.#pending.drain()) {
      this.#push(kernel, { partials, sums });
    }
  }

  #push(kernel: Kernel, named: Named, product?: Product): void {
    const tensors = kernel.bindings.map(({ name }) => {
      const tensor = named[name];
      if (!tensor) throw new TypeError(`Kernel ${kernel.label} lacks its tensor ${name}.`);
      return onGpu(tensor, this.#session);
    });
    checkSharing(kernel, tensors);
    this.#steps.push({ kernel, tensors, ...(product && { product }) });
  }
}

/**
 * In WebGPU, a dispatch may write two ranges of one buffer if they do not overlap. It may not write
 * one range and read another, and it may not write anything twice.
 */
function checkSharing({ label, bindings }: Kernel, tensors: readonly GpuTensor[]): void {
  bindings.forEach(({ name, access }, index) => {
    if (access === 'read') return;
    const written = tensors[index]!;
    const other = tensors.findIndex(
      (tensor, at) =>
        at !== index &&
        (bindings[at]!.access === 'read'
          ? tensor.memory === written.memory
          : tensor.overlaps(written)),
    );
    if (other < 0) return;
    const tensor = tensors[other]!;
    throw new TypeError(
      tensor === written
        ? `${label}: tensor ${tensor.name} cannot be ${name} and ${bindings[other]!.name} at once.`
        : `${label}: ${name} (${written.name}) and ${bindings[other]!.name} (${tensor.name}) cannot lie in one buffer.`,
    );
  });
}
