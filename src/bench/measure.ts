import type { Backend } from '../compute/backend';
import type { HrmModel } from '../hrm/parameters';
import { measureKernels, type KernelFigures, type TimingOptions } from './kernels';
import type { Peaks } from './peaks';
import { estimate, segmentOf, trainingStepOf } from './subjects';
import { median, timeRuns } from './time-runs';

export const WORK = ['segment', 'training step'] as const;
export type Work = (typeof WORK)[number];

/** The measurements of a segment or a training step on one backend. */
export interface WorkFigures {
  readonly of: Work;
  readonly batch: number;
  readonly dispatches: number;
  readonly flops: number;
  readonly bytes: number;
  /** Median milliseconds of a whole run, including the read-back, by the host's clock. */
  readonly ms: number;
  /** Milliseconds of all kernels, each timed alone; `null` if the device has no clock. */
  readonly kernelMs: number | null;
  readonly kernels: readonly KernelFigures[];
}

/** The limits of a measurement. */
export interface Bounds {
  /** Bytes of tensors. */
  readonly memory: number;
  /** Seconds of one run, estimated from the device's peak. */
  readonly seconds: number;
}

/**
 * Whether a measurement stays within bounds.
 * @returns why not, in a sentence; `null` if it does
 */
export async function tooMuch(
  model: HrmModel,
  { of, batch }: { readonly of: Work; readonly batch: number },
  { gflopPerSecond }: Peaks,
  { memory, seconds }: Bounds,
): Promise<string | null> {
  const asked = await estimate(MAKERS[of], model, batch);
  if (asked.memory > memory) return `It needs ${(asked.memory / 1e9).toFixed(1)} GB of memory.`;
  const takes = (EXPECTED_SLOWNESS * asked.flops) / (1e9 * gflopPerSecond);
  return takes > seconds ? `One run would take about ${takes.toFixed(0)} s.` : null;
}

/** Small kernels are slower than the peak by about this factor. */
const EXPECTED_SLOWNESS = 2;

const MAKERS = { segment: segmentOf, 'training step': trainingStepOf } as const;

/**
 * Measures a segment or a training step, whole and kernel by kernel.
 * @throws RangeError if it should train and the backend cannot
 */
export async function measureWork(
  backend: Backend,
  model: HrmModel,
  { of, batch }: { readonly of: Work; readonly batch: number },
  options: TimingOptions = {},
): Promise<WorkFigures> {
  const subject = await MAKERS[of](backend, model, batch);
  try {
    const runs = { warmups: 1, most: 10, within: 2000 };
    const [taken] = await timeRuns([() => subject.once()], runs);
    const kernels = await measureKernels(subject.kernels(), options);
    const timed = kernels.length > 0 && kernels.every(({ ms }) => ms !== null);
    return {
      ...{ of, batch, dispatches: subject.dispatches, ...subject.cost },
      ms: median(taken!),
      kernelMs: timed ? kernels.reduce((sum, { count, ms }) => sum + count * ms!, 0) : null,
      kernels,
    };
  } finally {
    subject.dispose();
  }
}
