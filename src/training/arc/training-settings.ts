import type { HrmConfig } from '../../hrm/config';
import { usualHorizon } from '../../hrm/schedule';
import { DEFAULT_SETTINGS, type TrainingSettings } from '../settings';
import type { ArcSettings } from './settings';

/** Steps over which the rate rises, at most, and the share of all steps that this may be. */
const WARMUP = 20;
const WARMUP_SHARE = 0.1;

/**
 * The settings of the training loop for learning a task. The model has learned how to think already:
 * the limit of segments does not grow, and the gradient goes through the whole last H cycle, as in
 * the recipe it was made by.
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
