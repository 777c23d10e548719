import { RATES } from '../compute/training-ops';
import type { TrainingSettings } from './settings';

const BETA1 = 0.9;
const BETA2 = 0.95;
const EPSILON = 1e-8;

/**
 * Learning rate of a step (counted from 0): linear warm-up, then a cosine from the full rate down
 * to the share `finalRate` at `steps`, and constant after that.
 */
export function learningRateAt(
  step: number,
  settings: Pick<TrainingSettings, 'learningRate' | 'warmup' | 'steps' | 'finalRate'>,
): number {
  const { learningRate, warmup, steps, finalRate } = settings;
  const warm = warmup === 0 ? 1 : Math.min(1, (step + 1) / warmup);
  const progress = Math.min(1, step / steps);
  const fall = finalRate + (1 - finalRate) * 0.5 * (1 + Math.cos(Math.PI * progress));
  return learningRate * warm * fall;
}

/** The limit M of a step: doubling from 1 to `segments` over the first `growth` of the steps. */
export function segmentsAt(
  step: number,
  { segments, growth, steps }: Pick<TrainingSettings, 'segments' | 'growth' | 'steps'>,
): number {
  const doublings = Math.ceil(Math.log2(segments));
  const progress = growth === 0 ? 1 : Math.min(1, step / (growth * steps));
  return Math.min(segments, 2 ** Math.floor(progress * doublings));
}

/**
 * Segments of every row in a step: one segment of a thought that continues from step to step, or a
 * whole thought if only the last segment is supervised.
 */
export function segmentsInStep(
  step: number,
  settings: Pick<TrainingSettings, 'supervision' | 'segments' | 'growth' | 'steps'>,
): number {
  return settings.supervision === 'last' ? segmentsAt(step, settings) : 1;
}

/** All possible numbers of segments of a lesson's steps, the smallest first. */
export function segmentsOfSteps({
  supervision,
  segments,
  growth,
}: Pick<TrainingSettings, 'supervision' | 'segments' | 'growth'>): number[] {
  if (supervision === 'every') return [1];
  if (growth === 0) return [segments];
  const doublings = Math.ceil(Math.log2(segments));
  return Array.from({ length: doublings + 1 }, (_, power) => Math.min(segments, 2 ** power));
}

/** Number of segments of a lesson's longest steps. */
export const longestStep = (settings: Parameters<typeof segmentsOfSteps>[0]): number =>
  segmentsOfSteps(settings).at(-1)!;

/**
 * The rates of a step in the order of RATES. The average follows faster at first: its decay is that
 * of the settings, but no more than (1 + t) / (10 + t), because otherwise a run of a few hundred
 * steps would still show its initial weights.
 */
export function ratesAt(step: number, settings: TrainingSettings): Float32Array {
  const lr = learningRateAt(step, settings);
  const values: Record<(typeof RATES)[number], number> = {
    lr,
    weightDecay: settings.weightDecay,
    beta1: BETA1,
    beta2: BETA2,
    correction1: 1 - BETA1 ** (step + 1),
    correction2: 1 - BETA2 ** (step + 1),
    epsilon: EPSILON,
    clip: settings.clip,
    emaDecay: Math.min(settings.emaDecay, (1 + step) / (10 + step)),
    puzzleLr: (settings.puzzleRate * lr) / settings.learningRate,
    puzzleWeightDecay: settings.puzzleDecay,
  };
  return Float32Array.from(RATES, (name) => values[name]);
}
