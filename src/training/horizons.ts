import type { TrainingBackend } from '../compute/training-ops';
import { computeGradient, type LabelledBatch } from '../hrm/compute-gradient';
import type { HrmModel } from '../hrm/parameters';
import { scheduleOf, usualHorizon } from '../hrm/schedule';
import type { TrainingSettings } from './settings';

/** What a gradient horizon costs and what it gives up. */
export interface HorizonRow {
  /** Module applications the gradient passes through. */
  readonly horizon: number;
  /** Bytes of activations kept for it. */
  readonly tapeBytes: number;
  /** Cosine between this gradient and that through the whole segment, over all parameters. */
  readonly cosine: number;
  /** Time of the forward and backward pass. */
  readonly milliseconds: number;
}

/**
 * The gradient of one batch at several horizons: the paper's one step, the whole last cycle, and so
 * on to the whole segment, which is the exact gradient of the segment's loss.
 */
export async function measureHorizons(
  backend: TrainingBackend,
  model: HrmModel,
  data: LabelledBatch,
  settings: Pick<TrainingSettings, 'loss' | 'qContinue'>,
): Promise<HorizonRow[]> {
  const whole = scheduleOf(model.config).length;
  const horizons = [...new Set([2, usualHorizon(model.config), Math.ceil(whole / 2), whole])]
    .filter((horizon) => horizon >= Math.min(2, whole) && horizon <= whole)
    .sort((a, b) => a - b);
  const rows: { row: Omit<HorizonRow, 'cosine'>; gradient: Float64Array }[] = [];
  for (const horizon of horizons) {
    const options = { ...settings, horizon };
    // The first run compiles kernels; what counts is the second.
    const { gradients, tapeBytes } = await computeGradient(backend, model, data, options);
    const { milliseconds } = await computeGradient(backend, model, data, options);
    const flat = [...gradients.values()].flatMap((part) => Array.from(part));
    rows.push({ row: { horizon, tapeBytes, milliseconds }, gradient: Float64Array.from(flat) });
  }
  const exact = rows.at(-1)!.gradient;
  return rows.map(({ row, gradient }) => ({ ...row, cosine: cosine(gradient, exact) }));
}

function cosine(a: Float64Array, b: Float64Array): number {
  let dot = 0;
  let [aa, bb] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!;
    aa += a[i]! * a[i]!;
    bb += b[i]! * b[i]!;
  }
  return dot / Math.sqrt(aa * bb);
}
