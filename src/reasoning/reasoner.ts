import { wishesToHalt } from '../hrm/act';
import type { Carry, HrmSession } from '../hrm/session';
import type { Frame, Trace } from './trace';

/** A puzzle to think about: tokens [seq_len] and the id of its embedding (0 where there is none). */
export interface Question {
  readonly input: Uint8Array;
  readonly identifier: number;
}

interface Memory {
  readonly question: Question;
  readonly frames: Frame[];
  /** The state after the last frame; `null` while the session holds it, or where it was lost. */
  carry: Carry | null;
}

/**
 * Thinks about one puzzle at a time, a segment at a time, and remembers: a segment computed once is
 * never computed again, also after other puzzles came between. (Only a lost device costs a replay.)
 */
export class Reasoner {
  /** Least recently used first. */
  private readonly memories = new Map<string, Memory>();
  private session: HrmSession | null = null;
  private held: Memory | null = null;

  /** @param capacity puzzles remembered; each costs its frames and two states of [L, D]. */
  constructor(private readonly capacity = 32) {}

  /** Thinks on this session (of batch 1) from now on; memories stay, states move along. */
  attach(session: HrmSession): void {
    this.session = session;
    this.held = null;
  }

  /** Copies the state of the thought in progress out of the session, which may then be disposed. */
  async release(): Promise<void> {
    if (this.held !== null) this.held.carry = await this.current().carry();
    this.held = null;
    this.session = null;
  }

  /** Forgets everything, as a new model requires. */
  forget(): void {
    this.memories.clear();
    this.held = null;
  }

  /**
   * Thinks until `limit()` segments exist. The limit is asked before every segment, so it may move
   * while the thought runs. Calls must not overlap.
   * @param onFrame called for every frame from the first: at once for those remembered
   * @returns the trace as it stands
   */
  async think(
    question: Question,
    limit: () => number,
    onFrame: (frame: Frame, segment: number) => void,
  ): Promise<Trace> {
    const memory = this.recall(question);
    memory.frames.forEach((frame, index) => onFrame(frame, index + 1));
    while (memory.frames.length < limit()) {
      await this.takeUp(memory);
      const frame = await this.segment();
      memory.frames.push(frame);
      onFrame(frame, memory.frames.length);
    }
    return { input: question.input, frames: memory.frames };
  }

  private recall(question: Question): Memory {
    const key = `${question.identifier}:${question.input.join()}`;
    const memory = this.memories.get(key) ?? { question, frames: [], carry: null };
    this.memories.delete(key);
    this.memories.set(key, memory);
    for (const oldest of this.memories.keys()) {
      if (this.memories.size <= this.capacity) break;
      this.memories.delete(oldest);
    }
    return memory;
  }

  /** Makes the session hold the state after the memory's last frame. */
  private async takeUp(memory: Memory): Promise<void> {
    if (this.held === memory) return;
    const session = this.current();
    if (this.held !== null) this.held.carry = await session.carry();
    this.held = null;
    const tokens = Uint32Array.from(memory.question.input);
    const identifiers = Uint32Array.of(memory.question.identifier);
    if (memory.carry !== null) {
      await session.resume(memory.carry, tokens, identifiers);
    } else {
      await session.begin(tokens, identifiers);
      for (let replayed = 0; replayed < memory.frames.length; replayed++) await session.segment();
    }
    memory.carry = null;
    this.held = memory;
  }

  private async segment(): Promise<Frame> {
    const started = performance.now();
    const result = await this.current().segment();
    return {
      tokens: Uint8Array.from(result.tokens),
      confidence: result.confidence,
      qHalt: result.qHalt[0]!,
      qContinue: result.qContinue[0]!,
      milliseconds: performance.now() - started,
    };
  }

  private current(): HrmSession {
    if (this.session === null) throw new Error('No model is open.');
    return this.session;
  }
}

/** 1-based segment after which the Q head first wishes to halt; `null` if it never does. */
export function firstWishToHalt(frames: readonly Frame[]): number | null {
  const index = frames.findIndex((frame) => wishesToHalt(frame.qHalt, frame.qContinue));
  return index < 0 ? null : index + 1;
}
