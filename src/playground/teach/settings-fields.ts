import { settingsSchema, type TrainingSettings } from '../../training/settings';
import { SettingFields, type Draft, type SettingField } from '../controls/setting-fields';

/** The settings that a person may change, the most common ones first. */
const FIELDS: readonly SettingField<keyof TrainingSettings>[] = [
  { key: 'learningRate', label: 'Learning rate', hint: 'size of a step' },
  { key: 'batch', label: 'Batch', hint: 'puzzles at once' },
  { key: 'steps', label: 'Steps', hint: 'until the rate has its final value' },
  { key: 'warmup', label: 'Warm-up', hint: 'steps in which the rate rises from 0' },
  { key: 'finalRate', label: 'Final rate', hint: 'final share of the rate' },
  { key: 'optimizer', label: 'Optimiser', hint: 'how a gradient becomes a step' },
  { key: 'weightDecay', label: 'Weight decay', hint: 'pull of the weights towards 0' },
  { key: 'clip', label: 'Clipping', hint: 'largest norm of the gradient; 0 for none' },
  { key: 'emaDecay', label: 'Moving average', hint: 'decay of the averaged weights shown here' },
  { key: 'loss', label: 'Loss', hint: 'the loss of the cells' },
  {
    key: 'horizon',
    label: 'Gradient horizon',
    hint: 'module applications; 2 is the paper’s one step',
  },
  {
    key: 'supervision',
    label: 'Supervision',
    hint: 'after the last segment only, the gradient may reach through all of them (BPTT)',
  },
  { key: 'segments', label: 'Segments', hint: 'M: most supervised segments of a puzzle' },
  {
    key: 'growth',
    label: 'Growth of M',
    hint: 'share of the steps over which M doubles from 1 to that',
  },
  {
    key: 'exploration',
    label: 'Exploration',
    hint: 'chance of a minimum of segments',
  },
  { key: 'qContinue', label: 'Train q_continue', hint: 'costs a second forward pass' },
  { key: 'trainable', label: 'Train', hint: 'which weights change' },
  { key: 'seed', label: 'Seed', hint: 'the same seed gives the same lesson' },
];

const OPTION_WORDS: Readonly<Record<string, string>> = {
  softmax_cross_entropy: 'softmax cross entropy',
  stablemax_cross_entropy: 'stablemax cross entropy',
  all: 'all weights',
  head: 'output heads only',
  every: 'after every segment',
  last: 'after the last segment only',
  embeddings: 'embeddings only',
};

/** The form of a lesson's settings. */
export const lessonFields = new SettingFields(settingsSchema, {
  fields: FIELDS,
  optionWords: OPTION_WORDS,
  // Models of lessons have no puzzle embeddings.
  leftOut: ['puzzle'],
});

export type SettingsDraft = Draft<keyof TrainingSettings>;
