import type { Pace } from '../compute/backend';
import { wishesToHalt } from '../hrm/act';
import type { Carry, HrmSession, SegmentResult } from '../hrm/session';
import type { Answer, View } from '../puzzles/world';
import { addStateNoise } from './noise';
import type { Frame } from './trace';

/** A puzzle to think about: tokens [seq_len] and the id of its embedding (0 if there is none). */
export interface Question {
  readonly input: Uint8Array;
  readonly identifier: number;
}

/** A puzzle for several chains. */
export interface ChainedQuestion extends Question {
  /** The view of each chain; the first sees the puzzle unchanged. */
  readonly views: readonly View[];
  /** The view of each chain after it starts over for the n-th time, n from 1. */
  redraw(time: number): readonly View[];
  /**
   * What a chain thinks about after it starts over for the n-th time, until it is sure: the input,
   * perhaps with some of its last answer taken as given. Always the input unless there is this
   * method.
   */
  assume?(time: number, chain: number, last: Answer): Uint8Array;
}

/** How chains differ, and when they start over. */
export interface ChainOptions {
  /** Standard deviation of the noise on the states of all chains but the first, see `Diversity`. */
  readonly sigma: number;
  /**
   * After this many segments, each time, the chains that are not sure of their answer start over:
   * from fresh states, with another view of the puzzle (and see `ChainedQuestion.assume`). 0 means
   * never.
   */
  readonly restart: number;
}

/** The state of a batch of thoughts between two segments. Thinking can continue exactly from it. */
export interface ChainSnapshot {
  readonly carry: Carry;
  /** Number of segments so far. */
  readonly segments: number;
  readonly chains: readonly ChainState[];
}

interface ChainState {
  readonly view: View;
  /** The puzzle, perhaps with cells that the chain assumes. */
  readonly input: Uint8Array;
  /** Whether its Q head wished to halt after the last segment. */
  readonly sure: boolean;
  /** After the last segment; `null` before the first. */
  readonly answer: Answer | null;
}

/** The predictions of a thought's chains, for the puzzle without a view. */
export type Prediction = Omit<Frame, 'milliseconds'>;

/**
 * Several thoughts with the same number of chains, all in one batch: the rows of the session are
 * the chains of the first thought, then those of the second, and so on. After each segment the
 * answer of a thought is that of its surest chain.
 */
export class ChainBatch {
  private thoughts: readonly ChainedQuestion[] = [];
  private options: ChainOptions = { sigma: 0, restart: 0 };
  private segments = 0;
  /** One for each row. */
  private chains: readonly ChainState[] = [];

  /** @param seed of the noise, and of random starts */
  constructor(
    private readonly session: HrmSession,
    private readonly seed: number,
  ) {}

  /**
   * Starts fresh thoughts.
   * @param thoughts each with the same number of chains, in total one chain for each row of the
   * session
   */
  async begin(thoughts: readonly ChainedQuestion[], options: ChainOptions): Promise<void> {
    this.thoughts = thoughts;
    this.options = options;
    this.segments = 0;
    this.chains = thoughts.flatMap(({ input, views }) =>
      views.map((view) => ({ view, input, sure: false, answer: null })),
    );
    await this.session.begin(...this.rows(), this.seeds(0));
  }

  /** Continues thoughts from a snapshot. */
  async resume(
    thoughts: readonly ChainedQuestion[],
    options: ChainOptions,
    snapshot: ChainSnapshot,
  ): Promise<void> {
    this.thoughts = thoughts;
    this.options = options;
    this.segments = snapshot.segments;
    this.chains = snapshot.chains;
    await this.session.resume(snapshot.carry, ...this.rows());
  }

  /** Copies the present state of the thoughts. */
  async snapshot(): Promise<ChainSnapshot> {
    const { segments, chains } = this;
    return { carry: await this.session.carry(), segments, chains };
  }

  /**
   * Runs one segment and returns the predictions for each thought.
   * @param pace may interrupt the segment if the backend supports it; the thoughts then keep their
   * states from before
   */
  async segment(pace?: Pace): Promise<Prediction[]> {
    if (pace === undefined || this.session.breakable !== true) return this.think();
    const before = await this.snapshot();
    try {
      return await this.think(pace);
    } catch (error) {
      await this.resume(this.thoughts, this.options, before);
      throw error;
    }
  }

  private async think(pace?: Pace): Promise<Prediction[]> {
    const { session, thoughts, seed, width } = this;
    const { sigma, restart } = this.options;
    await this.dropAssumptions();
    const isTime = restart > 0 && this.segments > 0 && this.segments % restart === 0;
    const unsure = this.chains.map(({ sure }) => isTime && !sure);
    if (unsure.includes(true)) await this.startOver(unsure, this.segments / restart);
    const segment = this.segments + 1;
    if (sigma > 0 && width > 1) {
      const carry = await session.carry();
      addStateNoise(carry, session.batch, width, { sigma, seed, segment });
      session.replaceCarry(carry);
    }
    const result = await session.segment(pace);
    this.segments = segment;
    const chains = this.chains.map((chain, row) => ({
      ...chain,
      sure: wishesToHalt(result.qHalt[row]!, result.qContinue[row]!),
      answer: answerOf(result, chain.view, row),
    }));
    this.chains = chains;
    return thoughts.map(({ input }, index) => {
      const rows = [index * width, (index + 1) * width] as const;
      const restarted = unsure.slice(...rows).filter(Boolean).length;
      return {
        ...predictionOf(result, input, chains.slice(...rows), rows[0]),
        ...(restarted > 0 && { restarted }),
      };
    });
  }

  /**
   * Chains that are sure think on about the puzzle itself: their answer must hold without what they
   * assumed.
   */
  private async dropAssumptions(): Promise<void> {
    const { session, chains: before } = this;
    this.chains = before.map((chain, row) => {
      const { input } = this.thoughtOf(row);
      return chain.sure && chain.input !== input ? { ...chain, input } : chain;
    });
    const changed = this.chains.some((chain, row) => chain !== before[row]);
    if (changed) await session.resume(await session.carry(), ...this.rows());
  }

  /**
   * Gives the rows in `unsure` fresh states, other views, and what they assume; the others do not
   * change.
   */
  private async startOver(unsure: readonly boolean[], time: number): Promise<void> {
    const { session } = this;
    const redrawn = this.thoughts.flatMap((thought) => thought.redraw(time));
    this.chains = this.chains.map((chain, row) => {
      if (!unsure[row]) return chain;
      const thought = this.thoughtOf(row);
      const place = row % this.width;
      const input = thought.assume?.(time, place, chain.answer!) ?? thought.input;
      return { view: redrawn[row]!, input, sure: false, answer: null };
    });
    const kept = await session.carry();
    await session.begin(...this.rows(), this.seeds(time));
    const carry = await session.carry();
    const size = carry.H.length / session.batch;
    unsure.forEach((isFresh, row) => {
      if (isFresh) return;
      const range = [row * size, (row + 1) * size] as const;
      carry.H.set(kept.H.subarray(...range), range[0]);
      carry.L?.set(kept.L!.subarray(...range), range[0]);
    });
    session.replaceCarry(carry);
  }

  /** Tokens and identifiers of every row. */
  private rows(): [tokens: Uint32Array, identifiers: Uint32Array] {
    const { chains } = this;
    return [
      Uint32Array.from(chains.flatMap(({ view, input }) => [...view.apply(input)])),
      Uint32Array.from(chains, (_, row) => this.thoughtOf(row).identifier),
    ];
  }

  /** Chains of a thought. */
  private get width(): number {
    return this.chains.length / this.thoughts.length;
  }

  private thoughtOf(row: number): ChainedQuestion {
    return this.thoughts[Math.floor(row / this.width)]!;
  }

  /**
   * The seed of every row's random start: chain k of each thought uses `seed` + k, and another seed
   * each time it starts over.
   */
  private seeds(time: number): number[] {
    return this.chains.map((_, row) => this.seed + (row % this.width) + time * 2 ** 20);
  }
}

/** The answer of a row, for the puzzle without a view. */
function answerOf({ tokens, confidence, qHalt }: SegmentResult, view: View, row: number): Answer {
  const cells = tokens.length / qHalt.length;
  const range = [row * cells, (row + 1) * cells] as const;
  return {
    tokens: view.undo(Uint8Array.from(tokens.subarray(...range))),
    confidence: view.undoCells(confidence.slice(...range)),
  };
}

/** What the chains in the rows from `first` predict together. */
function predictionOf(
  { qHalt, qContinue }: SegmentResult,
  puzzle: Uint8Array,
  chains: readonly (ChainState & { readonly answer: Answer })[],
  first: number,
): Prediction {
  const all = chains.map(({ answer, input }, chain) => {
    const assumed = [...input.keys()].filter((cell) => input[cell] !== puzzle[cell]);
    return {
      tokens: answer.tokens,
      qHalt: qHalt[first + chain]!,
      qContinue: qContinue[first + chain]!,
      ...(assumed.length > 0 && { assumed }),
    };
  });
  const surest = surestOf(all);
  return {
    ...all[surest]!,
    confidence: chains[surest]!.answer.confidence,
    ...(all.length > 1 && { chains: { all, surest } }),
  };
}

/** Index of the chain with the highest q_halt; the first one in a tie. */
function surestOf(chains: readonly { readonly qHalt: number }[]): number {
  return chains.reduce((best, { qHalt }, at) => (qHalt > chains[best]!.qHalt ? at : best), 0);
}
