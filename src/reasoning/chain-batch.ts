import type { Carry, HrmSession, SegmentResult } from '../hrm/session';
import type { View } from '../puzzles/world';
import { perturb } from './noise';
import type { Frame } from './trace';

/** A puzzle to think about: tokens [seq_len] and the id of its embedding (0 where there is none). */
export interface Question {
  readonly input: Uint8Array;
  readonly identifier: number;
}

/** A puzzle that is thought about in several chains. */
export interface Thought extends Question {
  /** How each chain sees the puzzle; the first as it is. */
  readonly views: readonly View[];
}

/** What the chains of a thought predict for the puzzle itself. */
export type Prediction = Omit<Frame, 'milliseconds'>;

/**
 * Thoughts in as many chains each, all in one batch: the rows of the session are the chains of the
 * first thought, then those of the second, and so on. After each segment the surest chain of a
 * thought answers for it.
 */
export class ChainBatch {
  private thoughts: readonly Thought[] = [];
  private sigma = 0;
  /** Segments these thoughts have had. */
  private segments = 0;

  /** @param seed of the noise */
  constructor(
    private readonly session: HrmSession,
    private readonly seed: number,
  ) {}

  /**
   * Starts fresh thoughts.
   * @param thoughts with one chain for each row of the session in all, and the same number each
   * @param sigma standard deviation of the noise, see `Difference`
   */
  async begin(thoughts: readonly Thought[], sigma: number): Promise<void> {
    await this.session.begin(...rowsOf(thoughts));
    this.hold(thoughts, sigma, 0);
  }

  /** Takes up thoughts where `carry` left them after so many segments. */
  async resume(
    thoughts: readonly Thought[],
    sigma: number,
    carry: Carry,
    segments: number,
  ): Promise<void> {
    await this.session.resume(carry, ...rowsOf(thoughts));
    this.hold(thoughts, sigma, segments);
  }

  /** Copies the states out as the last segment left them. */
  carry(): Promise<Carry> {
    return this.session.carry();
  }

  /** One segment; what it predicts for each thought. */
  async segment(): Promise<Prediction[]> {
    const { session, thoughts, sigma, seed } = this;
    const chains = session.batch / thoughts.length;
    const segment = this.segments + 1;
    if (sigma > 0 && chains > 1) {
      const carry = await session.carry();
      perturb(carry, session.batch, chains, { sigma, seed, segment });
      session.replaceCarry(carry);
    }
    const result = await session.segment();
    this.segments = segment;
    return thoughts.map(({ views }, index) => predictionOf(result, views, index * chains));
  }

  private hold(thoughts: readonly Thought[], sigma: number, segments: number): void {
    this.thoughts = thoughts;
    this.sigma = sigma;
    this.segments = segments;
  }
}

/** Tokens and identifiers of every row. */
function rowsOf(thoughts: readonly Thought[]): [tokens: Uint32Array, identifiers: Uint32Array] {
  const rows = thoughts.flatMap(({ views, input, identifier }) =>
    views.map((view) => ({ tokens: view.apply(input), identifier })),
  );
  return [
    Uint32Array.from(rows.flatMap(({ tokens }) => [...tokens])),
    Uint32Array.from(rows, ({ identifier }) => identifier),
  ];
}

/** What the chains in the rows from `first` predict, their views undone. */
function predictionOf(result: SegmentResult, views: readonly View[], first: number): Prediction {
  const { tokens, confidence, qHalt, qContinue } = result;
  const cells = tokens.length / qHalt.length;
  const rowOf = <T extends Uint32Array | Float32Array>(values: T, row: number) =>
    values.slice(row * cells, (row + 1) * cells) as T;
  const all = views.map((view, chain) => ({
    tokens: view.undo(Uint8Array.from(rowOf(tokens, first + chain))),
    qHalt: qHalt[first + chain]!,
    qContinue: qContinue[first + chain]!,
  }));
  const surest = surestOf(all);
  return {
    ...all[surest]!,
    confidence: views[surest]!.undoCells(rowOf(confidence, first + surest)),
    ...(all.length > 1 && { chains: { all, surest } }),
  };
}

/** Index of the chain with the highest q_halt; the first of equals. */
function surestOf(chains: readonly { readonly qHalt: number }[]): number {
  return chains.reduce((best, { qHalt }, at) => (qHalt > chains[best]!.qHalt ? at : best), 0);
}
