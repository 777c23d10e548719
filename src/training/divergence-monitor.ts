import type { StepMetrics } from './metrics';

/** Weight of a new loss in the running mean. */
const FRESH = 0.05;
/** So many times the lowest mean, and so much more, is no plateau any longer. */
const TIMES = 2;
const MORE = 1;

/** Up to so many times the lowest mean, and so much more, is the noise of training. */
const WELL_TIMES = 1.25;
const WELL_MORE = 0.05;

/**
 * Tells when a lesson has gone wrong: a loss or gradient that is no number, or a running mean of the
 * loss that has climbed far above the lowest it has been.
 */
export class DivergenceMonitor {
  #mean: number | null = null;
  #lowest = Infinity;

  /** Whether the loss is about as low as it has been: weights worth going back to. */
  get isWell(): boolean {
    return this.#mean === null || this.#mean <= WELL_TIMES * this.#lowest + WELL_MORE;
  }

  /** @returns what went wrong, in words, or `null` */
  see({ loss, norm, step }: Pick<StepMetrics, 'loss' | 'norm' | 'step'>): string | null {
    if (!Number.isFinite(loss) || !Number.isFinite(norm)) {
      return `At step ${step} the ${Number.isFinite(loss) ? 'gradient' : 'loss'} was no longer a number.`;
    }
    this.#mean = this.#mean === null ? loss : this.#mean + FRESH * (loss - this.#mean);
    this.#lowest = Math.min(this.#lowest, this.#mean);
    if (this.#mean <= TIMES * this.#lowest + MORE) return null;
    return `At step ${step} the loss had climbed from ${this.#lowest.toFixed(2)} to ${this.#mean.toFixed(2)}.`;
  }
}
