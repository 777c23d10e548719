import type { Backend } from '../compute/backend';
import type { HrmModel } from '../hrm/parameters';
import { measureKernels, median, type KernelFigures, type TimingOptions } from './kernels';
import { segmentOf, trainingStepOf } from './subjects';

export const WORK = ['segment', 'training step'] as const;
export type Work = (typeof WORK)[number];

/** What was measured of a segment or a training step on one backend. */
export interface WorkFigures {
  readonly of: Work;
  readonly batch: number;
  readonly dispatches: number;
  readonly flops: number;
  readonly bytes: number;
  /** Median milliseconds of a whole run, read-back included, as seen from outside. */
  readonly ms: number;
  /** Milliseconds of all kernels, each timed by itself; `null` if the device has no clock. */
  readonly kernelMs: number | null;
  readonly kernels: readonly KernelFigures[];
}

/** Runs of the whole that are timed, as long as they take less than this together. */
const RUNS = 10;
const RUNS_WITHIN = 2000; // ms

/**
 * Measures a segment or a training step, whole and kernel by kernel.
 * @throws RangeError if the backend does not train and is to
 */
export async function measureWork(
  backend: Backend,
  model: HrmModel,
  { of, batch }: { readonly of: Work; readonly batch: number },
  options: TimingOptions = {},
): Promise<WorkFigures> {
  const subject = await (of === 'segment' ? segmentOf : trainingStepOf)(backend, model, batch);
  try {
    const started = performance.now();
    await subject.once();
    const taken: number[] = [performance.now() - started];
    // The first counts only where nobody wants to wait for others.
    if (taken[0]! < RUNS_WITHIN) taken.pop();
    while (
      taken.length === 0 ||
      (taken.length < RUNS && performance.now() - started < RUNS_WITHIN)
    ) {
      const before = performance.now();
      await subject.once();
      taken.push(performance.now() - before);
    }
    const kernels = await measureKernels(subject.kernels(), options);
    const timed = kernels.length > 0 && kernels.every(({ ms }) => ms !== null);
    return {
      ...{ of, batch, dispatches: subject.dispatches, ...subject.cost },
      ms: median(taken),
      kernelMs: timed ? kernels.reduce((sum, { count, ms }) => sum + count * ms!, 0) : null,
      kernels,
    };
  } finally {
    subject.dispose();
  }
}
