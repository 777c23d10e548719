import { arcSettingsSchema, type ArcSettings } from '../../../training/arc/settings';
import { SettingFields, type SettingField } from '../../controls/setting-fields';

/** The settings that a person may change, the most common ones first. */
const FIELDS: readonly SettingField<keyof ArcSettings>[] = [
  { key: 'steps', label: 'Steps', hint: 'of gradient descent on this task' },
  {
    key: 'views',
    label: 'Views',
    hint: 'rotated and recoloured copies of the task; each has a vote',
  },
  { key: 'learningRate', label: 'Learning rate', hint: 'size of the weights’ steps' },
  { key: 'puzzleRate', label: 'Embedding rate', hint: 'size of a puzzle embedding’s steps' },
  { key: 'trainable', label: 'Train', hint: 'what changes while it learns' },
  { key: 'embeddings', label: 'Embeddings', hint: 'one for the task, or one for every view' },
  { key: 'segments', label: 'Segments', hint: 'at most for a demonstration' },
  { key: 'answerSegments', label: 'Answer segments', hint: 'for the test' },
  { key: 'answerEvery', label: 'Answer every', hint: 'steps between two answers; 0 for none' },
  { key: 'batch', label: 'Batch', hint: 'demonstrations at once' },
  { key: 'translation', label: 'Moved about', hint: 'share of demonstrations moved on the canvas' },
  { key: 'seed', label: 'Seed', hint: 'the same seed draws the same views' },
];

const OPTION_WORDS: Readonly<Record<string, string>> = {
  all: 'all weights',
  puzzle: 'embeddings only',
  view: 'one for every view',
  task: 'one for the task',
};

/** The form of the settings by which a task is learned. */
export const arcFields = new SettingFields(arcSettingsSchema, {
  fields: FIELDS,
  optionWords: OPTION_WORDS,
});
