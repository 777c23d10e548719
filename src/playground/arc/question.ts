import { decodeArc, encodeArc } from '../../puzzles/arc/codec';
import { gridsEqual, type ArcGrid } from '../../puzzles/arc/grid';
import type { ArcTest } from '../../puzzles/arc/task';
import type { Grid } from '../worlds/page-world';

/**
 * The questions of the canvases on the board, because a canvas does not contain the right answer.
 */
const questions = new WeakMap<Grid, ArcTest>();
/** Canvases by question and side, so that the same question is the same puzzle. */
const canvases = new WeakMap<ArcTest, Map<number, Grid>>();

/**
 * The canvas of a question, in the model's tokens; an empty one if the question is too large.
 * @param side of the model's canvas
 */
export function canvasOf(question: ArcTest, side: number): Grid {
  let known = canvases.get(question);
  if (known === undefined) canvases.set(question, (known = new Map<number, Grid>()));
  let canvas = known.get(side);
  if (canvas === undefined) {
    const { input } = question;
    const fits = Math.max(input.height, input.width) <= side;
    canvas = fits ? encodeArc(input, side) : new Uint8Array(side * side);
    known.set(side, canvas);
    questions.set(canvas, question);
  }
  return canvas;
}

/** The right answer to the question on a canvas; `null` if it is not known. */
export function outputOf(canvas: Grid): ArcGrid | null {
  return questions.get(canvas)?.output ?? null;
}

export function isRight(tokens: Uint8Array, canvas: Grid): boolean {
  const [answer, output] = [decodeArc(tokens), outputOf(canvas)];
  return answer !== null && output !== null && gridsEqual(answer, output);
}
