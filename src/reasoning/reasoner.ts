import { wishesToHalt } from '../hrm/act';
import type { Carry, HrmSession, SegmentResult } from '../hrm/session';
import type { View } from '../puzzles/world';
import { surestRow } from './chains';
import type { Frame, Trace } from './trace';

/** A puzzle to think about: tokens [seq_len] and the id of its embedding (0 where there is none). */
export interface Question {
  readonly input: Uint8Array;
  readonly identifier: number;
}

/** Drawings of a puzzle of so many cells; the same for the same number every time. */
export type DrawViews = (cells: number) => readonly View[];

interface Memory {
  readonly question: Question;
  /** How each chain sees the puzzle. */
  readonly views: readonly View[];
  readonly frames: Frame[];
  /** The state after the last frame; `null` while the session holds it, or where it was lost. */
  carry: Carry | null;
}

const AS_IT_IS: View = {
  apply: (tokens) => tokens,
  undo: (tokens) => tokens,
  undoCells: (values) => values,
};

/**
 * Thinks about one puzzle at a time, a segment at a time, and remembers: a segment computed once is
 * never computed again, also after other puzzles came between. (Only a lost device costs a replay.)
 *
 * With several views it thinks as wide: a chain for each of them, all in one batch, and after each
 * segment the surest answers (see `openChains`, which does the same for many puzzles).
 */
export class Reasoner {
  /** Least recently used first. */
  private readonly memories = new Map<string, Memory>();
  private session: HrmSession | null = null;
  private held: Memory | null = null;

  /**
   * @param capacity puzzles remembered; each costs its frames and, for each chain, two states of
   *   [L, D].
   * @param draw a view for each chain
   */
  constructor(
    private readonly capacity = 32,
    private readonly draw: DrawViews = () => [AS_IT_IS],
  ) {}

  /** Thinks on this session (a row for each chain) from now on; memories stay, states move along. */
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
      const frame = await this.segment(memory.views);
      memory.frames.push(frame);
      onFrame(frame, memory.frames.length);
    }
    return { input: question.input, frames: memory.frames };
  }

  private recall(question: Question): Memory {
    const key = `${question.identifier}:${question.input.join()}`;
    const memory = this.memories.get(key) ?? this.begin(question);
    this.memories.delete(key);
    this.memories.set(key, memory);
    for (const oldest of this.memories.keys()) {
      if (this.memories.size <= this.capacity) break;
      this.memories.delete(oldest);
    }
    return memory;
  }

  private begin(question: Question): Memory {
    return { question, views: this.draw(question.input.length), frames: [], carry: null };
  }

  /** Makes the session hold the state after the memory's last frame. */
  private async takeUp(memory: Memory): Promise<void> {
    if (this.held === memory) return;
    const session = this.current();
    if (this.held !== null) this.held.carry = await session.carry();
    this.held = null;
    const { question, views } = memory;
    const tokens = Uint32Array.from(views.flatMap((view) => [...view.apply(question.input)]));
    const identifiers = new Uint32Array(views.length).fill(question.identifier);
    if (memory.carry !== null) {
      await session.resume(memory.carry, tokens, identifiers);
    } else {
      await session.begin(tokens, identifiers);
      for (let replayed = 0; replayed < memory.frames.length; replayed++) await session.segment();
    }
    memory.carry = null;
    this.held = memory;
  }

  private async segment(views: readonly View[]): Promise<Frame> {
    const started = performance.now();
    const result = await this.current().segment();
    return { ...frameOf(result, views), milliseconds: performance.now() - started };
  }

  private current(): HrmSession {
    if (this.session === null) throw new Error('No model is open.');
    return this.session;
  }
}

/** What the chains predict for the puzzle itself. */
function frameOf(result: SegmentResult, views: readonly View[]): Omit<Frame, 'milliseconds'> {
  const { tokens, confidence, qHalt, qContinue } = result;
  const cells = tokens.length / views.length;
  const all = views.map((view, row) => ({
    tokens: view.undo(Uint8Array.from(tokens.subarray(row * cells, (row + 1) * cells))),
    qHalt: qHalt[row]!,
    qContinue: qContinue[row]!,
  }));
  const surest = surestRow(qHalt, 0, views.length);
  const sure = confidence.slice(surest * cells, (surest + 1) * cells);
  return {
    ...all[surest]!,
    confidence: views[surest]!.undoCells(sure),
    ...(all.length > 1 && { chains: { all, surest } }),
  };
}

/** 1-based segment after which the Q head first wishes to halt; `null` if it never does. */
export function firstWishToHalt(frames: readonly Frame[]): number | null {
  const index = frames.findIndex((frame) => wishesToHalt(frame.qHalt, frame.qContinue));
  return index < 0 ? null : index + 1;
}
