import type { StepMetrics } from './metrics';

/** Weight of a new loss in the running mean. */
const FRESH = 0.05;
/** Factor and offset over the lowest mean above which the loss has diverged. */
const TIMES = 2;
const MORE = 1;

/** Factor and offset over the lowest mean up to which it is noise of training. */
const WELL_TIMES = 1.25;
const WELL_MORE = 0.05;

/**
 * Detects divergence: a loss or gradient that is not a number, or a running mean of the loss far
 * above its lowest value.
 */
export class DivergenceMonitor {
  #mean: number | null = null;
  #lowest = Infinity;

  /** Whether the loss is close to its lowest value, so that the weights are worth keeping. */
  get isWell(): boolean {
    return this.#mean === null || this.#mean <= WELL_TIMES * this.#lowest + WELL_MORE;
  }

  /** @returns the fault in words, or `null` */
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
