import { DivergenceMonitor } from './divergence-monitor';
import type { StepMetrics } from './metrics';

/** Number of rows of metrics kept; beyond it, every second older row is dropped. */
const MOST_ROWS = 4000;

/** The metrics of a training run from its first step on, and its divergence monitor. */
export class TrainingHistory {
  #metrics: readonly StepMetrics[];
  #monitor = new DivergenceMonitor();

  /** @param metrics the metrics of an earlier run */
  constructor(metrics: readonly StepMetrics[] = []) {
    this.#metrics = metrics;
  }

  get metrics(): readonly StepMetrics[] {
    return this.#metrics;
  }

  /** Whether the present weights are worth keeping. */
  get isWell(): boolean {
    return this.#monitor.isWell;
  }

  /** @returns the fault in words, or `null` */
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

  /** Goes back to an earlier step and drops everything after it. */
  backTo(step: number): void {
    this.#metrics = this.#metrics.filter((metrics) => metrics.step <= step);
    this.#monitor = new DivergenceMonitor();
  }
}
