import type { Pace } from '../compute/backend';
import { wishesToHalt } from '../hrm/act';
import type { Carry, HrmSession, SegmentResult } from '../hrm/session';
import type { View } from '../puzzles/world';
import { addStateNoise } from './noise';
import type { Frame } from './trace';

/** A puzzle to think about: tokens [seq_len] and the id of its embedding (0 where there is none). */
export interface Question {
  readonly input: Uint8Array;
  readonly identifier: number;
}

/** A puzzle that is thought about in several chains. */
export interface ChainedQuestion extends Question {
  /** How each chain sees the puzzle; the first as it is. */
  readonly views: readonly View[];
  /** How each chain would see it, should it start over for the n-th time, from 1. */
  redraw(time: number): readonly View[];
}

/** What chains do besides thinking. */
export interface ChainOptions {
  /** Standard deviation of the noise on the states of all chains but the first, see `Diversity`. */
  readonly sigma: number;
  /**
   * After every so many segments the chains that are not sure of their answer start over: from
   * fresh states, seeing the puzzle in another view. 0 if they never do.
   */
  readonly restart: number;
}

/** Where a batch of thoughts stands between two segments: thinking goes on exactly from there. */
export interface ChainSnapshot {
  readonly carry: Carry;
  /** Segments these thoughts have had. */
  readonly segments: number;
  readonly chains: readonly ChainState[];
}

interface ChainState {
  readonly view: View;
  /** Whether its Q head wished to halt after the last segment. */
  readonly sure: boolean;
}

/** What the chains of a thought predict for the puzzle itself. */
export type Prediction = Omit<Frame, 'milliseconds'>;

/**
 * Thoughts in as many chains each, all in one batch: the rows of the session are the chains of the
 * first thought, then those of the second, and so on. After each segment the surest chain of a
 * thought answers for it.
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
   * @param thoughts with one chain for each row of the session in all, and the same number each
   */
  async begin(thoughts: readonly ChainedQuestion[], options: ChainOptions): Promise<void> {
    this.thoughts = thoughts;
    this.options = options;
    this.segments = 0;
    this.chains = thoughts.flatMap(({ views }) => views.map((view) => ({ view, sure: false })));
    await this.session.begin(...this.rows(), this.seeds(0));
  }

  /** Takes up thoughts where they stood. */
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

  /** Copies out where the thoughts stand. */
  async snapshot(): Promise<ChainSnapshot> {
    const { segments, chains } = this;
    return { carry: await this.session.carry(), segments, chains };
  }

  /**
   * One segment; what it predicts for each thought.
   * @param pace may break it off, and is heeded where the backend can; the thoughts then stand where
   *   they stood before
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
    const { session, thoughts, seed } = this;
    const { sigma, restart } = this.options;
    const width = session.batch / thoughts.length;
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
    this.chains = this.chains.map(({ view }, row) => ({
      view,
      sure: wishesToHalt(result.qHalt[row]!, result.qContinue[row]!),
    }));
    return thoughts.map((_, index) => {
      const first = index * width;
      const restarted = unsure.slice(first, first + width).filter(Boolean).length;
      return {
        ...predictionOf(result, this.viewsFrom(first, width), first),
        ...(restarted > 0 && { restarted }),
      };
    });
  }

  /** Fresh states and other views for the rows that are `unsure`; the others stay as they are. */
  private async startOver(unsure: readonly boolean[], time: number): Promise<void> {
    const { session } = this;
    const redrawn = this.thoughts.flatMap((thought) => thought.redraw(time));
    this.chains = this.chains.map((chain, row) =>
      unsure[row] ? { view: redrawn[row]!, sure: false } : chain,
    );
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
    const width = this.chains.length / this.thoughts.length;
    const rows = this.thoughts.flatMap(({ input, identifier }, index) =>
      this.viewsFrom(index * width, width).map((view) => ({
        tokens: view.apply(input),
        identifier,
      })),
    );
    return [
      Uint32Array.from(rows.flatMap(({ tokens }) => [...tokens])),
      Uint32Array.from(rows, ({ identifier }) => identifier),
    ];
  }

  /**
   * A seed of every row's start, for a model whose starts are random: chain k of each thought starts
   * from that of `seed` + k, and from others as it starts over.
   */
  private seeds(time: number): number[] {
    const width = this.chains.length / this.thoughts.length;
    return this.chains.map((_, row) => this.seed + (row % width) + time * 2 ** 20);
  }

  private viewsFrom(first: number, width: number): View[] {
    return this.chains.slice(first, first + width).map(({ view }) => view);
  }
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
