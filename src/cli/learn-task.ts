import type { TrainingBackend } from '../compute/training-ops';
import type { HrmModel } from '../hrm/parameters';
import type { ArcTask } from '../puzzles/arc/task';
import type { ArcSettings } from '../training/arc/settings';
import { TaskTrainingRun } from '../training/arc/task-training-run';
import type { StepMetrics } from '../training/metrics';
import type { TrainingSettings } from '../training/settings';
import { UsageError } from './usage-error';

/** Steps between two readings of the metrics; the device keeps 64. */
const READ_EVERY = 32;

export interface LearnOptions {
  /** Settings of the loop that replace the usual ones. */
  readonly training?: Partial<TrainingSettings>;
  readonly onProgress: (metrics: StepMetrics) => void;
}

/**
 * Learns a task to the end of its steps. The caller asks the run and disposes of it.
 * @throws UsageError if the model or the task cannot be used, or training diverges
 */
export async function learnTask(
  backend: TrainingBackend,
  model: HrmModel,
  task: ArcTask,
  settings: ArcSettings,
  { training, onProgress }: LearnOptions,
): Promise<{ readonly run: TaskTrainingRun; readonly metrics: readonly StepMetrics[] }> {
  const fast = backend.kind === 'webgpu';
  const run = await TaskTrainingRun.begin(backend, model, task, settings, {
    fast,
    ...(training && { training }),
  }).catch((error: unknown) => {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  });
  const metrics: StepMetrics[] = [];
  while (run.step < settings.steps) {
    await run.advance();
    if (run.step % READ_EVERY > 0 && run.step < settings.steps) continue;
    const { steps, problem } = await run.collect();
    metrics.push(...steps);
    if (problem !== null) throw new UsageError(`${problem} A lower learning rate may help.`);
    onProgress(steps.at(-1)!);
  }
  return { run, metrics };
}
