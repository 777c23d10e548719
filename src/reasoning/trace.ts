/** What one segment of thought produced for one puzzle. */
export interface Frame {
  /** Predicted token of each cell, [seq_len]. */
  readonly tokens: Uint8Array;
  /** Softmax probability of that token, [seq_len], 0…1. */
  readonly confidence: Float32Array;
  /** The Q head's logits; the thought wishes to halt where `qHalt > qContinue`. */
  readonly qHalt: number;
  readonly qContinue: number;
  /** Wall-clock time of the segment, read-back included. */
  readonly milliseconds: number;
  /** So many chains had started over just before the segment; left out where none had. */
  readonly restarted?: number;
  /** Where several chains thought side by side: all of them. The rest of the frame is the surest's. */
  readonly chains?: Chains;
}

/** The chains of a wide thought after a segment; the first is plain thinking. */
export interface Chains {
  readonly all: readonly ChainFrame[];
  /** Index of the chain whose Q head is surest; it answers. */
  readonly surest: number;
}

/** One of them, its view undone: in the cells and the tokens of the puzzle itself. */
export type ChainFrame = Pick<Frame, 'tokens' | 'qHalt' | 'qContinue'>;

/** A recorded thought: playback reads it, the engine only ever appends. `frames[t]` is segment t+1. */
export interface Trace {
  /** Tokens of the puzzle, [seq_len]. */
  readonly input: Uint8Array;
  readonly frames: readonly Frame[];
}
