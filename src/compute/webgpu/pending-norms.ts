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
 * Tensors whose norm is put off (see `RowNorm`). Kernels that know how scale what they read; for all
 * others the recorder has the norm done first.
 */
export class PendingNorms {
  readonly #session: GpuSession;
  readonly #pending = new Set<PendingNorm>();
  /** By tensor, for it is written many times. A buffer each: one is read while another is written. */
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

  /** Those of tensors that have numbers in common with this one. */
  touching(tensor: GpuTensor): PendingNorm[] {
    return [...this.#pending].filter((pending) => pending.tensor.overlaps(tensor));
  }

  /** Puts off the norm of the rows that are written next. */
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

  /** It is done, or what it is of is overwritten. */
  remove(pending: PendingNorm): void {
    this.#pending.delete(pending);
  }

  /** All of them that outlast the program: of tensors that are no scratch of its caller's. */
  lasting(): PendingNorm[] {
    return [...this.#pending].filter(({ tensor }) => !tensor.isScratch);
  }
}
