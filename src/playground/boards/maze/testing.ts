import { WALL, type MazeGrid } from '../../../puzzles/maze/geometry';
import type { Frame } from '../../../reasoning/trace';

/** A segment that predicts these tokens, all with the same probability; only tests import this. */
export function frameOf(tokens: MazeGrid, sure = 0.9): Frame {
  return {
    tokens,
    confidence: new Float32Array(tokens.length).fill(sure),
    qHalt: 0,
    qContinue: 0,
    milliseconds: 1,
  };
}

/** Only walls: no start, no goal. */
export const solidRock = (side: number): MazeGrid => new Uint8Array(side * side).fill(WALL);
