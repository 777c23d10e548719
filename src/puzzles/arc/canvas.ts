import { VOCABULARY_SIZE } from './codec';
import { MAX_SIDE } from './grid';

/** What a model's config tells about its world; the official configs lack the `puzzle` block. */
export interface CanvasHint {
  readonly seq_len: number;
  readonly vocab_size: number;
  readonly puzzle?: { readonly world: string } | undefined;
}

/**
 * S: the side of the canvas on which a model of ARC thinks; `null` for a model of anything else. A
 * model that does not name its world is one of ARC where its vocabulary has the size of ARC's.
 */
export function canvasOfModel({ seq_len, vocab_size, puzzle }: CanvasHint): number | null {
  const side = Math.sqrt(seq_len);
  const isCanvas = Number.isInteger(side) && side <= MAX_SIDE && vocab_size === VOCABULARY_SIZE;
  return isCanvas && (puzzle === undefined || puzzle.world === 'arc') ? side : null;
}
