import { DivergenceMonitor } from './divergence-monitor';
import type { StepMetrics } from './metrics';

/** Rows of metrics kept; beyond, every other of the older ones is let go. */
const MOST_ROWS = 4000;

/** The metrics of a course of training from its first step on, and whether it goes well. */
export class TrainingHistory {
  #metrics: readonly StepMetrics[];
  #monitor = new DivergenceMonitor();

  /** @param metrics what an earlier course had left */
  constructor(metrics: readonly StepMetrics[] = []) {
    this.#metrics = metrics;
  }

  get metrics(): readonly StepMetrics[] {
    return this.#metrics;
  }

  /** Whether the weights of now are worth going back to. */
  get isWell(): boolean {
    return this.#monitor.isWell;
  }

  /** @returns what went wrong, in words, or `null` */
  add(steps: readonly StepMetrics[]): string | null {
    let problem: string | null = null;
    for (const metrics of steps) problem ??= this.#monitor.see(metrics);
    const all = [...this.#metrics, ...steps];
    this.#metrics =
      all.length <= MOST_ROWS
        ? all
        : all.filter((_, index) => index % 2 === 1 || index >= MOST_ROWS / 2);
    return problem;
  }

  /** Back to an earlier step: what came after it never happened. */
  backTo(step: number): void {
    this.#metrics = this.#metrics.filter((metrics) => metrics.step <= step);
    this.#monitor = new DivergenceMonitor();
  }
}
