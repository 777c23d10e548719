import type { Tensor } from '../compute/backend';
import { VIEW_ALIGNMENT, type Puzzles, type TrainingBackend } from '../compute/training-ops';

/** An endless supply of labelled puzzles; the same seed gives the same ones. */
export interface Examples {
  /**
   * Writes the next puzzle's tokens and labels (0 = ignored) from `at` on.
   * @param step the step it is wanted for, about: a lesson may teach one thing first, then another
   * @returns the id of its embedding, 0 where there is none
   */
  next(tokens: Uint32Array, labels: Uint32Array, at: number, step: number): number;
}

/** Puzzles replaced at a time; a multiple of VIEW_ALIGNMENT, so that every piece can be a view. */
const PIECE = VIEW_ALIGNMENT;

interface Piece {
  readonly tokens: Tensor;
  readonly labels: Tensor;
  readonly identifiers: Tensor;
}

/**
 * Fresh puzzles where the training step finds them, uploaded ahead. Steps draw from the deck in order
 * and round again, without asking the host. The host replaces it piece by piece, so many puzzles a
 * step as the settings say and not as many as were drawn: it then never waits for news from the GPU,
 * and a run depends on nothing but its seed. If steps draw faster, some puzzles come twice.
 */
export class Deck {
  readonly size: number;
  readonly puzzles: Puzzles;
  readonly #backend: TrainingBackend;
  readonly #examples: Examples;
  readonly #cells: number;
  readonly #pieces: readonly Piece[];
  /** Host memory for one piece, used again and again. */
  readonly #tokens: Uint32Array<ArrayBuffer>;
  readonly #labels: Uint32Array<ArrayBuffer>;
  readonly #identifiers = new Uint32Array(PIECE);
  readonly #perStep: number;
  #due = 0;
  #next = 0;

  /**
   * @param pool makes the tensors
   * @param cells S
   * @param atLeast puzzles the deck must hold: the batch
   * @param perStep puzzles replaced in a step, on average
   */
  constructor(
    backend: TrainingBackend,
    pool: Pick<TrainingBackend, 'tensor'>,
    examples: Examples,
    cells: number,
    atLeast: number,
    perStep: number,
  ) {
    this.#backend = backend;
    this.#examples = examples;
    this.#cells = cells;
    this.#perStep = perStep;
    const pieces = Math.max(4, Math.ceil((2 * atLeast) / PIECE));
    this.size = pieces * PIECE;
    const whole = (name: string, ...shape: number[]) =>
      pool.tensor(`deck ${name}`, shape, { dtype: 'u32' });
    const tokens = whole('tokens', this.size, cells);
    const labels = whole('labels', this.size, cells);
    const identifiers = whole('identifiers', this.size);
    this.puzzles = { tokens, labels, identifiers };
    this.#pieces = Array.from({ length: pieces }, (_, piece) => {
      const from = piece * PIECE;
      return {
        tokens: backend.view('piece', tokens, from * cells, [PIECE, cells]),
        labels: backend.view('piece', labels, from * cells, [PIECE, cells]),
        identifiers: backend.view('piece', identifiers, from, [PIECE]),
      };
    });
    this.#tokens = new Uint32Array(PIECE * cells);
    this.#labels = new Uint32Array(PIECE * cells);
    for (let piece = 0; piece < pieces; piece++) this.#replace(0);
  }

  /** Before a step: replaces what is due. */
  refresh(step: number): void {
    this.#due += this.#perStep;
    for (; this.#due >= PIECE; this.#due -= PIECE) this.#replace(step);
  }

  #replace(step: number): void {
    for (let puzzle = 0; puzzle < PIECE; puzzle++) {
      const at = puzzle * this.#cells;
      this.#identifiers[puzzle] = this.#examples.next(this.#tokens, this.#labels, at, step);
    }
    const piece = this.#pieces[this.#next]!;
    this.#backend.write(piece.tokens, this.#tokens);
    this.#backend.write(piece.labels, this.#labels);
    this.#backend.write(piece.identifiers, this.#identifiers);
    this.#next = (this.#next + 1) % this.#pieces.length;
  }
}
