import type { Chains, Trace } from '../../reasoning/trace';

/** A chain after a segment, compared with the others. */
export interface ChainOnShow {
  /** In the cells and tokens of the original puzzle. */
  readonly tokens: Uint8Array;
  /** `null` before its first segment. */
  readonly qHalt: number | null;
  /** Whether its Q head is surest, so that its answer is on the board. */
  readonly answers: boolean;
  /** Cells that the segment changed; none in the first one. */
  readonly changed: readonly number[];
  /** Cells in which it differs from the answer. */
  readonly differing: readonly number[];
  /** Cells whose digits it assumed when it started over. */
  readonly assumed: readonly number[];
}

/** The chains of a trace after a segment, counted from 1; `null` if only one has thought. */
export function chainsAt(trace: Trace | null, segment: number): readonly ChainOnShow[] | null {
  const now = trace?.frames[segment - 1]?.chains;
  if (now === undefined) return null;
  const before: Chains | undefined = trace?.frames[segment - 2]?.chains;
  const answer = now.all[now.surest]!.tokens;
  return now.all.map(({ tokens, qHalt, assumed = [] }, index) => ({
    tokens,
    qHalt,
    answers: index === now.surest,
    changed: unlike(tokens, before?.all[index]?.tokens ?? tokens),
    differing: unlike(tokens, answer),
    assumed,
  }));
}

/** Cells in which two grids differ. */
export function unlike(tokens: Uint8Array, others: Uint8Array): readonly number[] {
  return Array.from(tokens.keys()).filter((cell) => tokens[cell] !== others[cell]);
}
