import { METRICS } from '../compute/training-ops';

/** One step, means over the batch. */
export interface StepMetrics {
  readonly step: number;
  /** Cross entropy of a cell. */
  readonly loss: number;
  /** Binary cross entropy of the Q head, q_halt and q_continue added. */
  readonly qLoss: number;
  /** Shares of labelled cells and of whole puzzles that are right after the step's segment. */
  readonly cell: number;
  readonly exact: number;
  /**
   * Share of the batch that halted; among these, the share that are right and the mean number of
   * segments.
   */
  readonly halted: number;
  readonly haltedExact: number | null;
  readonly haltedSegments: number | null;
  /** Norm of the gradient before clipping. */
  readonly norm: number;
  readonly learningRate: number;
}

/**
 * Turns a step's sums over the batch into means.
 * @param segments of the step for each row
 */
export function readMetrics(
  sums: Float32Array,
  {
    step,
    rows,
    segments,
    learningRate,
  }: { step: number; rows: number; segments: number; learningRate: number },
): StepMetrics {
  const sum = (name: (typeof METRICS)[number]) => sums[METRICS.indexOf(name)]!;
  const halted = sum('halted');
  const ofHalted = (total: number) => (halted > 0 ? total / halted : null);
  return {
    step,
    loss: sum('loss') / rows,
    qLoss: (sum('qHaltLoss') + sum('qContinueLoss')) / rows,
    cell: sum('correct') / Math.max(1, sum('labelCount')),
    exact: sum('exact') / rows,
    halted: halted / rows,
    haltedExact: ofHalted(sum('haltedExact')),
    haltedSegments: ofHalted(segments * sum('haltedSegments')),
    norm: sum('norm'),
    learningRate,
  };
}
