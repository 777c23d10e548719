import { parseConfig, type Architecture, type HrmConfig } from '../../hrm/config';
import { carriedStates, usualHorizon } from '../../hrm/schedule';
import type { TrainingSettings } from '../settings';
import type { Lesson } from './lesson';

/** The choices for a blank model; what is left out is as the lesson proposes. */
export interface BlankChoice {
  readonly arch?: Architecture;
  readonly hidden_size?: number;
  readonly num_heads?: number;
  /** Layers of an HRM's modules. Other architectures have one module with the sum of both. */
  readonly H_layers?: number;
  readonly L_layers?: number;
  readonly H_cycles?: number;
  readonly L_cycles?: number;
}

/**
 * The config of a lesson's blank model with these choices. In another architecture one module gets
 * the layers of both, so that the size stays the same. Only TRM has half of them, because it is
 * meant to be smaller.
 * @throws ConfigError that names what does not fit
 */
export function blankIn(blank: HrmConfig, { arch = 'hrm', ...shape }: BlankChoice): HrmConfig {
  const shaped = { ...blank, ...shape };
  if (arch === 'hrm') return parseConfig(shaped);
  const { H_layers, L_layers } = shaped;
  const layers = arch === 'trm' ? L_layers : H_layers + L_layers;
  return parseConfig({ ...shaped, arch, H_layers: 0, L_layers: layers });
}

/**
 * The settings that a lesson proposes for such a blank model: the usual gradient horizon of its
 * schedule, and a single segment if it carries no state.
 */
export function settingsFor(lesson: Lesson, choice: BlankChoice): TrainingSettings {
  const { blank, settings } = lesson;
  if (blank === null || Object.keys(choice).length === 0) return settings;
  const config = blankIn(blank, choice);
  const thinks = carriedStates(config).length > 0;
  const { arch = 'hrm', L_cycles, H_cycles } = choice;
  const asProposed = arch === 'hrm' && L_cycles === undefined && H_cycles === undefined;
  return {
    ...settings,
    ...(!asProposed && { horizon: Math.max(2, usualHorizon(config)) }),
    ...(!thinks && { segments: 1, growth: 0 }),
  };
}
