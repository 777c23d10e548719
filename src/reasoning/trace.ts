import { wishesToHalt } from '../hrm/act';

/** The result of one segment for one puzzle. */
export interface Frame {
  /** Predicted token of each cell, [seq_len]. */
  readonly tokens: Uint8Array;
  /** Softmax probability of that token, [seq_len], 0…1. */
  readonly confidence: Float32Array;
  /** The Q head's logits, see `isWish`. */
  readonly qHalt: number;
  readonly qContinue: number;
  /** Wall-clock time of the segment, including the read-back. */
  readonly milliseconds: number;
  /** Number of chains that started over just before the segment; left out if none did. */
  readonly restarted?: number;
  /** Cells that it took from an earlier answer as given; left out if there are none. */
  readonly assumed?: readonly number[];
  /** All chains, if there were several. The rest of the frame is from the surest one. */
  readonly chains?: Chains;
}

/**
 * Whether the model wishes to halt with this answer. While an answer rests on assumptions, the Q
 * head does not speak of the puzzle itself, so the thought goes on (without them, once it is sure).
 */
export function isWish(frame: Pick<Frame, 'qHalt' | 'qContinue' | 'assumed'>): boolean {
  return frame.assumed === undefined && wishesToHalt(frame.qHalt, frame.qContinue);
}

/** The chains of a wide thought after a segment; the first is plain thinking. */
export interface Chains {
  readonly all: readonly ChainFrame[];
  /** Index of the chain whose Q head is surest; it answers. */
  readonly surest: number;
}

/** The result of one chain with its view undone, in the cells and tokens of the original puzzle. */
export type ChainFrame = Pick<Frame, 'tokens' | 'qHalt' | 'qContinue' | 'assumed'>;

/**
 * A recorded thought. Playback reads it; the engine only appends to it. `frames[t]` is segment t+1.
 */
export interface Trace {
  /** Tokens of the puzzle, [seq_len]. */
  readonly input: Uint8Array;
  readonly frames: readonly Frame[];
}
