import type { HrmConfig } from '../../hrm/config';
import { usualHorizon } from '../../hrm/schedule';
import { DEFAULT_SETTINGS, type TrainingSettings } from '../settings';
import type { ArcSettings } from './settings';

/** Warm-up of the rate: the largest number of steps, and the largest share of all steps. */
const WARMUP = 20;
const WARMUP_SHARE = 0.1;

/**
 * The settings of the training loop for learning a task. The model can think already, so the limit
 * of segments does not grow, and the gradient goes through the whole last H cycle, as in the recipe
 * of the model.
 */
export function taskTrainingSettings(
  settings: ArcSettings,
  config: Pick<HrmConfig, 'arch' | 'H_cycles' | 'L_cycles'>,
): TrainingSettings {
  const { steps, batch, learningRate, puzzleRate, trainable, segments, seed } = settings;
  return {
    ...DEFAULT_SETTINGS,
    steps,
    batch,
    learningRate,
    puzzleRate,
    trainable,
    segments,
    seed,
    warmup: Math.min(WARMUP, Math.floor(WARMUP_SHARE * steps)),
    horizon: Math.max(2, usualHorizon(config)),
    growth: 0,
  };
}
