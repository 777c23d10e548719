import type { Pace } from '../compute/backend';
import { BrokenOff } from '../hrm/broken-off';
import type { HrmSession } from '../hrm/session';
import { THOUGHT_SEED } from '../hrm/starts';
import type { View } from '../puzzles/world';
import {
  ChainBatch,
  type ChainOptions,
  type Question,
  type ChainSnapshot,
  type ChainedQuestion,
  type Prediction,
} from './chain-batch';
import { OTHER_VIEWS, plainViews, type Diversity } from './diversity';
import type { Frame, Trace } from './trace';

/**
 * Views of a puzzle, one for each chain; the same arguments always give the same views.
 * @param time 0 at the beginning, n after starting over for the n-th time
 */
export type DrawViews = (cells: number, time: number) => readonly View[];
/** What chains assume about a puzzle when they start over; the same arguments give the same. */
export type DrawAssumptions = (puzzle: Uint8Array) => Pick<ChainedQuestion, 'assume'>;

interface Memory {
  readonly thought: ChainedQuestion;
  readonly options: ChainOptions;
  readonly frames: Frame[];
  /** Its states after the last frame; `null` while the session holds them, or if they were lost. */
  snapshot: ChainSnapshot | null;
}

export interface ReasonerOptions {
  /** Chains that think side by side; 1 unless given. */
  readonly chains?: number;
  /**
   * Puzzles remembered, 32 unless given; each takes its frames and, for each chain, two states of
   * [L, D].
   */
  readonly capacity?: number;
  /**
   * The views, one for each chain, if chains differ by them or start over; all plain unless given.
   */
  readonly draw?: DrawViews;
  /** What chains assume if they start over; nothing unless given. */
  readonly assumptions?: DrawAssumptions;
  /** Seed of the noise and of random starts (`THOUGHT_SEED` unless given). */
  readonly seed?: number;
}

/**
 * Thinks about one puzzle at a time, a segment at a time, and remembers the frames: no segment is
 * computed twice, even if other puzzles came between. (Only a lost device makes a replay
 * necessary.)
 *
 * It has a fixed number of chains, all in one batch. After each segment the surest chain answers
 * (`openChains` does the same for many puzzles).
 */
export class Reasoner {
  /** Least recently used first. */
  private readonly memories = new Map<string, Memory>();
  private readonly capacity: number;
  private readonly chains: number;
  private readonly draw: DrawViews;
  private readonly assumptions: DrawAssumptions;
  private readonly seed: number;
  private batch: ChainBatch | null = null;
  /** The memory whose thought is in the batch. */
  private held: Memory | null = null;

  constructor(options: ReasonerOptions = {}) {
    this.chains = options.chains ?? 1;
    this.capacity = options.capacity ?? 32;
    this.draw = options.draw ?? (() => plainViews(this.chains));
    this.assumptions = options.assumptions ?? (() => ({}));
    this.seed = options.seed ?? THOUGHT_SEED;
  }

  /**
   * Thinks on this session (a row for each chain) from now on; keeps the memories and moves the
   * states.
   */
  attach(session: HrmSession): void {
    this.batch = new ChainBatch(session, this.seed);
    this.held = null;
  }

  /**
   * Copies the state of the thought in progress out of the session, which may then be disposed of.
   */
  async release(): Promise<void> {
    await this.setAside();
    this.batch = null;
  }

  /** Forgets everything, because the model is another. */
  forget(): void {
    this.memories.clear();
    this.held = null;
  }

  /**
   * Thinks until `limit()` segments exist. The limit is asked before every segment, so it may move
   * while the thought runs. Calls must not overlap.
   * @param onFrame called for every frame from the first; at once for remembered frames
   * @param difference between the chains, if there are several
   * @param restart segments after which chains that are not sure start over, see `ChainOptions`
   * @param onPart awaited during a long segment; if the limit has moved below the segment
   * meanwhile, it is interrupted and dropped
   * @returns the trace so far
   */
  async think(
    question: Question,
    limit: () => number,
    onFrame: (frame: Frame, segment: number) => void,
    diversity: Diversity = OTHER_VIEWS,
    restart = 0,
    onPart: (segment: number, share: number) => Promise<void> = () => Promise.resolve(),
  ): Promise<Trace> {
    const memory = this.recall(question, diversity, restart);
    const { frames } = memory;
    frames.forEach((frame, index) => onFrame(frame, index + 1));
    while (frames.length < limit()) {
      await this.takeUp(memory);
      const started = performance.now();
      const predictions = await this.segment(async (share) => {
        await onPart(frames.length + 1, share);
        if (frames.length >= limit()) throw new BrokenOff();
      });
      if (predictions === null) break;
      frames.push({ ...predictions[0]!, milliseconds: performance.now() - started });
      onFrame(frames.at(-1)!, frames.length);
    }
    return { input: question.input, frames };
  }

  /** @returns `null` if the pace interrupted it; the thought keeps its states from before */
  private async segment(pace: Pace): Promise<Prediction[] | null> {
    try {
      return await this.current().segment(pace);
    } catch (error) {
      if (error instanceof BrokenOff) return null;
      throw error;
    }
  }

  private recall(question: Question, diversity: Diversity, restart: number): Memory {
    const { views, sigma } = diversity;
    const key = [views, sigma, restart, question.identifier, question.input.join()].join(':');
    const memory = this.memories.get(key) ?? this.begin(question, diversity, restart);
    this.memories.delete(key);
    this.memories.set(key, memory);
    for (const oldest of this.memories.keys()) {
      if (this.memories.size <= this.capacity) break;
      this.memories.delete(oldest);
    }
    return memory;
  }

  private begin(question: Question, diversity: Diversity, restart: number): Memory {
    const { input } = question;
    const { length: cells } = input;
    const differ = diversity.views && this.chains > 1;
    const views = differ ? this.draw(cells, 0) : plainViews(this.chains);
    return {
      thought: {
        ...question,
        views,
        redraw: (time) => this.draw(cells, time),
        ...this.assumptions(input),
      },
      options: { sigma: diversity.sigma, restart },
      frames: [],
      snapshot: null,
    };
  }

  /** Brings the batch to the states after the memory's last frame. */
  private async takeUp(memory: Memory): Promise<void> {
    if (this.held === memory) return;
    await this.setAside();
    const batch = this.current();
    const { thought, options, snapshot, frames } = memory;
    if (snapshot !== null) {
      await batch.resume([thought], options, snapshot);
    } else {
      await batch.begin([thought], options);
      for (let replayed = 0; replayed < frames.length; replayed++) await batch.segment();
    }
    memory.snapshot = null;
    this.held = memory;
  }

  /** Copies the state of the thought in progress out of the batch. */
  private async setAside(): Promise<void> {
    if (this.held !== null) this.held.snapshot = await this.current().snapshot();
    this.held = null;
  }

  private current(): ChainBatch {
    if (this.batch === null) throw new Error('No model is open.');
    return this.batch;
  }
}
