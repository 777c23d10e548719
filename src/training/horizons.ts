import type { Pace } from '../compute/backend';
import { sizeOf } from '../compute/tensor';
import type { TrainingBackend } from '../compute/training-ops';
import { computeGradient, type LabelledBatch } from '../hrm/compute-gradient';
import type { HrmConfig } from '../hrm/config';
import { checkFinite } from '../hrm/not-finite';
import type { HrmModel } from '../hrm/parameters';
import { scheduleOf, usualHorizon } from '../hrm/schedule';
import type { Carry } from '../hrm/session';
import { allocateTapes } from '../hrm/tape';

/** The cost and the accuracy of the gradient through a number of module applications. */
export interface GradientRow {
  /** Module applications the gradient passes through, counted back from the loss. */
  readonly horizon: number;
  /** Segments it reaches into. */
  readonly segments: number;
  /** Bytes of activations kept for it. */
  readonly tapeBytes: number;
  /** Cosine between this gradient and the one of the longest horizon, over all parameters. */
  readonly cosine: number;
  /** Its norm over that of the longest. */
  readonly norm: number;
  /** Time of the forward pass through these segments and of the backward pass. */
  readonly milliseconds: number;
}

/** Largest size of a gradient's activations; longer horizons are left out. */
const MOST_BYTES = 600e6;

/**
 * The horizons to compare: one application, the paper's one step, a cycle, a segment, and
 * back-propagation through 2, 4, … segments.
 * @param segments of the thought before the loss
 */
export function horizonsOf(config: HrmConfig, segments: number): number[] {
  const whole = scheduleOf(config).length;
  const wanted = [1, 2, 3, usualHorizon(config), whole];
  for (let through = 2; through <= segments; through *= 2) wanted.push(through * whole);
  return [...new Set(wanted)]
    .filter((horizon) => horizon <= whole || horizon % whole === 0)
    .filter((horizon) => horizon <= segments * whole)
    .sort((a, b) => a - b);
}

/**
 * Computes gradients of the loss after a thought of several segments, with several horizons: the
 * partial sums of the Neumann series. All use the same states and the same loss; the longest comes
 * first.
 *
 * @param starts the states at the start of each segment of the thought, from the first
 * @param pace may interrupt a gradient
 * @throws NotFiniteError if a gradient is not finite
 */
export async function* gradientRows(
  backend: TrainingBackend,
  model: HrmModel,
  data: LabelledBatch,
  starts: readonly Carry[],
  pace?: Pace,
): AsyncGenerator<GradientRow> {
  const { config } = model;
  const whole = scheduleOf(config).length;
  const rows = data.identifiers.length;
  const fitting = horizonsOf(config, starts.length).filter(
    (horizon) => tapeBytes(config, rows, horizon) <= MOST_BYTES,
  );
  let longest: Float64Array | null = null;
  for (const horizon of fitting.reverse()) {
    const segments = Math.ceil(horizon / whole);
    const computed = await computeGradient(backend, model, data, {
      loss: 'softmax_cross_entropy',
      qContinue: false,
      horizon,
      segments,
      start: starts[starts.length - segments]!,
      ...(pace && { pace }),
    });
    checkFinite('a gradient', ...computed.gradients.values());
    const gradient = flat(computed.gradients);
    longest ??= gradient;
    yield {
      horizon,
      segments,
      tapeBytes: computed.tapeBytes,
      cosine: cosine(gradient, longest),
      norm: Math.sqrt(squares(gradient) / squares(longest)),
      milliseconds: computed.milliseconds,
    };
  }
}

/** Bytes of the tapes of a horizon, without making them. */
function tapeBytes(config: HrmConfig, rows: number, horizon: number): number {
  let bytes = 0;
  const applications = scheduleOf(config);
  const levels = Array.from(
    { length: Math.ceil(horizon / applications.length) },
    () => applications,
  ).flat();
  const counting = {
    tensor: (name: string, shape: readonly number[]) => {
      bytes += 4 * sizeOf(shape);
      return { name, shape, dtype: 'f32' as const };
    },
  };
  const end = { name: '', shape: [], dtype: 'f32' as const };
  const within = { states: { H: end, L: end }, x: end };
  allocateTapes(counting, config, rows, horizon, within, levels);
  return bytes;
}

function flat(gradients: ReadonlyMap<string, Float32Array>): Float64Array {
  const parts = [...gradients.values()];
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function squares(a: Float64Array): number {
  return a.reduce((sum, value) => sum + value * value, 0);
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
