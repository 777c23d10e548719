import { VOCABULARY_SIZE } from './codec';
import { MAX_SIDE } from './grid';

/**
 * The part of a model's config that describes its world; the official configs lack the `puzzle`
 * block.
 */
export interface CanvasHint {
  readonly seq_len: number;
  readonly vocab_size: number;
  readonly puzzle?: { readonly world: string } | undefined;
}

/**
 * S: the side of the canvas of an ARC model; `null` for any other model. A model without a world in
 * its config is an ARC model if its vocabulary has ARC's size.
 */
export function canvasOfModel({ seq_len, vocab_size, puzzle }: CanvasHint): number | null {
  const side = Math.sqrt(seq_len);
  const isCanvas = Number.isInteger(side) && side <= MAX_SIDE && vocab_size === VOCABULARY_SIZE;
  return isCanvas && (puzzle === undefined || puzzle.world === 'arc') ? side : null;
}
