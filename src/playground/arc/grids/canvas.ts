import { decodeArc, EOS, FIRST_COLOUR } from '../../../puzzles/arc/codec';
import { gridsEqual, type ArcGrid } from '../../../puzzles/arc/grid';
import type { Frame } from '../../../reasoning/trace';

/** One visible cell of a predicted canvas. */
export interface CanvasCell {
  /** Place on the canvas, row by row. */
  readonly cell: number;
  readonly row: number;
  readonly column: number;
  /** `null` if the model predicted no colour. */
  readonly colour: number | null;
  /** Whether it belongs to the answer; else it is beyond the border and does not count. */
  readonly inside: boolean;
  /** Whether the model ends the grid here. */
  readonly border: boolean;
  /** Probability of the predicted token, 0…1. */
  readonly confidence: number;
  /** Whether the segment before predicted something else. */
  readonly changed: boolean;
}

export interface CanvasView {
  /**
   * Rows and columns shown: the largest answer of the thought, so that the picture does not move.
   */
  readonly height: number;
  readonly width: number;
  /** The answer after this segment, `null` if there is none. */
  readonly answer: ArcGrid | null;
  readonly cells: readonly CanvasCell[];
}

/**
 * The visible part of a prediction: the answer cropped at its borders, and the cells beyond them up
 * to the largest answer of any segment.
 *
 * @param frames the whole thought; each canvas is a square of tokens
 * @param segment 1 … `frames.length`
 */
export function viewOfCanvas(frames: readonly Frame[], segment: number): CanvasView {
  const answers = frames.map(({ tokens }) => decodeArc(tokens));
  const height = Math.max(1, ...answers.map((answer) => answer?.height ?? 0));
  const width = Math.max(1, ...answers.map((answer) => answer?.width ?? 0));
  const answer = answers[segment - 1] ?? null;
  const { tokens, confidence } = frames[segment - 1]!;
  const before = frames[segment - 2]?.tokens;
  const side = Math.sqrt(tokens.length);
  const cells = Array.from({ length: height * width }, (_, index): CanvasCell => {
    const [row, column] = [Math.floor(index / width), index % width];
    const cell = row * side + column;
    const token = tokens[cell]!;
    return {
      ...{ cell, row, column },
      colour: token >= FIRST_COLOUR ? token - FIRST_COLOUR : null,
      inside: answer !== null && row < answer.height && column < answer.width,
      border: token === EOS,
      confidence: confidence[cell]!,
      changed: before !== undefined && before[cell] !== token,
    };
  });
  return { height, width, answer, cells };
}

/** First segment from which the answer is right and stays so; `null` if it does not end right. */
export function rightFrom(frames: readonly Frame[], solution: ArcGrid): number | null {
  const isRight = ({ tokens }: Frame) => {
    const answer = decodeArc(tokens);
    return answer !== null && gridsEqual(answer, solution);
  };
  const wrong = frames.findLastIndex((frame) => !isRight(frame));
  return wrong === frames.length - 1 ? null : wrong + 2;
}
