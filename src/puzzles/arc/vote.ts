import { decodeArc } from './codec';
import { gridKey, gridsEqual, type ArcGrid } from './grid';
import { invertView, viewGrid, type ArcView } from './views';

/** A model's answer to one view of a question. */
export interface ArcPrediction {
  readonly view: ArcView;
  /** Predicted tokens of the canvas, the grid in its upper left corner. */
  readonly tokens: Uint8Array;
  /** The Q head's logit for "this answer is right". */
  readonly qHalt: number;
}

/** An answer and its votes. */
export interface ArcAnswer {
  /** For the original question: the view is undone. */
  readonly grid: ArcGrid;
  /** Number of predictions of this grid. */
  readonly votes: number;
  /** Mean of σ(q_halt) over them, 0 to 1. */
  readonly confidence: number;
  /** Indices of these predictions. */
  readonly voters: readonly number[];
}

/** Number of answers that ARC allows for a question. */
export const ATTEMPTS = 2;

/** σ of a logit; a logit that is not a number, from a broken model, counts as 0. */
const beliefOf = (logit: number) => (Number.isNaN(logit) ? 0 : 1 / (1 + Math.exp(-logit)));

/**
 * Counts the votes: each prediction is cropped, its view undone, equal grids are put together. More
 * votes come first, then the higher confidence (the official evaluation's order), then the
 * earliest. Predictions without a grid have no vote. The first `ATTEMPTS` are the answers to give.
 */
export function vote(predictions: readonly ArcPrediction[]): ArcAnswer[] {
  const groups = new Map<string, { grid: ArcGrid; voters: number[] }>();
  predictions.forEach(({ view, tokens }, voter) => {
    const seen = decodeArc(tokens);
    if (seen === null) return;
    const grid = viewGrid(seen, invertView(view));
    const key = gridKey(grid);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { grid, voters: [voter] });
    else group.voters.push(voter);
  });
  const answers = Array.from(groups.values(), ({ grid, voters }) => {
    const beliefs = voters.map((voter) => beliefOf(predictions[voter]!.qHalt));
    const confidence = beliefs.reduce((sum, belief) => sum + belief, 0) / voters.length;
    return { grid, votes: voters.length, confidence, voters };
  });
  return answers.sort((a, b) => b.votes - a.votes || b.confidence - a.confidence);
}

/** Whether the right grid is among the first `attempts` answers: pass@attempts of one question. */
export function passes(
  answers: readonly ArcAnswer[],
  solution: ArcGrid,
  attempts = ATTEMPTS,
): boolean {
  return answers.slice(0, attempts).some(({ grid }) => gridsEqual(grid, solution));
}
