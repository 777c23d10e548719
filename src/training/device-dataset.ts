import type { Tensor } from '../compute/tensor';
import { VIEW_ALIGNMENT, type Puzzles, type TrainingBackend } from '../compute/training-ops';

/** An endless stream of labelled puzzles; the same seed gives the same ones. */
export interface Examples {
  /**
   * Writes the next puzzle's tokens and labels (0 = ignored) from `at` on.
   * @param step roughly the step it is for: a lesson may teach different things at different steps
   * @returns the id of its embedding, 0 if there is none
   */
  next(tokens: Uint32Array, labels: Uint32Array, at: number, step: number): number;
}

/** The host's position in a dataset; its puzzles are on the device. */
export interface DatasetPlace {
  readonly due: number;
  readonly next: number;
}

/** Puzzles replaced at a time; a multiple of VIEW_ALIGNMENT, so that every chunk can be a view. */
const CHUNK = VIEW_ALIGNMENT;

interface Chunk {
  readonly tokens: Tensor;
  readonly labels: Tensor;
  readonly identifiers: Tensor;
}

/**
 * Fresh puzzles on the device, uploaded ahead. Steps draw from the dataset in order, in a circle,
 * without asking the host. The host replaces it chunk by chunk, at the rate in the settings and not
 * at the rate of the draws. So it never waits for the GPU, and a run depends only on its seed. If
 * steps draw faster, some puzzles come twice.
 */
export class DeviceDataset {
  readonly size: number;
  readonly puzzles: Puzzles;
  readonly #backend: TrainingBackend;
  readonly #examples: Examples;
  readonly #cells: number;
  readonly #chunks: readonly Chunk[];
  /** Host memory for one chunk, used again and again. */
  readonly #tokens: Uint32Array<ArrayBuffer>;
  readonly #labels: Uint32Array<ArrayBuffer>;
  readonly #identifiers = new Uint32Array(CHUNK);
  readonly #perStep: number;
  #due = 0;
  #next = 0;

  /**
   * @param pool makes the tensors
   * @param cells S
   * @param atLeast the smallest number of puzzles: the batch
   * @param perStep puzzles replaced in a step, on average
   * @param place of a kept dataset whose puzzles are written back; without it, the dataset is
   * filled with fresh ones
   */
  constructor(
    backend: TrainingBackend,
    pool: Pick<TrainingBackend, 'tensor'>,
    examples: Examples,
    cells: number,
    atLeast: number,
    perStep: number,
    place?: DatasetPlace,
  ) {
    this.#backend = backend;
    this.#examples = examples;
    this.#cells = cells;
    this.#perStep = perStep;
    const chunks = Math.max(4, Math.ceil((2 * atLeast) / CHUNK));
    this.size = chunks * CHUNK;
    const whole = (name: string, ...shape: number[]) =>
      pool.tensor(`dataset ${name}`, shape, { dtype: 'u32' });
    const tokens = whole('tokens', this.size, cells);
    const labels = whole('labels', this.size, cells);
    const identifiers = whole('identifiers', this.size);
    this.puzzles = { tokens, labels, identifiers };
    this.#chunks = Array.from({ length: chunks }, (_, chunk) => {
      const from = chunk * CHUNK;
      return {
        tokens: backend.view('chunk', tokens, from * cells, [CHUNK, cells]),
        labels: backend.view('chunk', labels, from * cells, [CHUNK, cells]),
        identifiers: backend.view('chunk', identifiers, from, [CHUNK]),
      };
    });
    this.#tokens = new Uint32Array(CHUNK * cells);
    this.#labels = new Uint32Array(CHUNK * cells);
    if (place === undefined) {
      for (let chunk = 0; chunk < chunks; chunk++) this.#replace(0);
    } else {
      this.#due = place.due;
      this.#next = place.next;
    }
  }

  get place(): DatasetPlace {
    return { due: this.#due, next: this.#next };
  }

  /** Before a step: replaces what is due. */
  refresh(step: number): void {
    this.#due += this.#perStep;
    for (; this.#due >= CHUNK; this.#due -= CHUNK) this.#replace(step);
  }

  #replace(step: number): void {
    for (let puzzle = 0; puzzle < CHUNK; puzzle++) {
      const at = puzzle * this.#cells;
      this.#identifiers[puzzle] = this.#examples.next(this.#tokens, this.#labels, at, step);
    }
    const chunk = this.#chunks[this.#next]!;
    this.#backend.write(chunk.tokens, this.#tokens);
    this.#backend.write(chunk.labels, this.#labels);
    this.#backend.write(chunk.identifiers, this.#identifiers);
    this.#next = (this.#next + 1) % this.#chunks.length;
  }
}
