import { squaresShape, type RowNorm } from './kernels/row-norm';
import { Scratch } from './scratch';
import type { GpuSession } from './session';
import type { GpuTensor } from './tensor';

/** A tensor [rows, hidden] that holds u, and the partial sums of its squares. */
export interface PendingNorm extends RowNorm {
  readonly tensor: GpuTensor;
  readonly rows: number;
  readonly squares: GpuTensor;
}

/**
 * Tensors with a pending norm (see `RowNorm`). Some kernels can scale the rows that they read;
 * before all others, the recorder records the norm.
 */
export class PendingNorms {
  readonly #session: GpuSession;
  readonly #pending = new Set<PendingNorm>();
  /**
   * By tensor, because a tensor is written many times. Each has its own buffer, because one is read
   * while another is written.
   */
  readonly #squares = new Map<
    GpuTensor,
    { readonly memory: Scratch; readonly squares: GpuTensor }
  >();

  constructor(session: GpuSession) {
    this.#session = session;
  }

  get scratch(): readonly Scratch[] {
    return [...this.#squares.values()].map(({ memory }) => memory);
  }

  of(tensor: GpuTensor): PendingNorm | null {
    return [...this.#pending].find((pending) => pending.tensor === tensor) ?? null;
  }

  /** Those of tensors that share numbers with this one. */
  touching(tensor: GpuTensor): PendingNorm[] {
    return [...this.#pending].filter((pending) => pending.tensor.overlaps(tensor));
  }

  /** Marks the norm of the rows that are written next as pending. */
  add(tensor: GpuTensor, { hidden, epsilon }: RowNorm): PendingNorm {
    const rows = tensor.bytes / 4 / hidden;
    let known = this.#squares.get(tensor);
    if (!known) {
      const name = `squares of ${tensor.name}`;
      const memory = new Scratch(this.#session, name);
      known = { memory, squares: memory.take(name, squaresShape(rows, hidden)) };
      this.#squares.set(tensor, known);
    }
    const pending = { tensor, rows, hidden, epsilon, squares: known.squares };
    this.#pending.add(pending);
    return pending;
  }

  /** The norm has been recorded, or its tensor is overwritten. */
  remove(pending: PendingNorm): void {
    this.#pending.delete(pending);
  }

  /**
   * Those that must be finished before the program ends: all except those of the caller's scratch
   * tensors.
   */
  lasting(): PendingNorm[] {
    return [...this.#pending].filter(({ tensor }) => !tensor.isScratch);
  }
}
