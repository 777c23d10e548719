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
}

/** A recorded thought: playback reads it, the engine only ever appends. `frames[t]` is segment t+1. */
export interface Trace {
  /** Tokens of the puzzle, [seq_len]. */
  readonly input: Uint8Array;
  readonly frames: readonly Frame[];
}
