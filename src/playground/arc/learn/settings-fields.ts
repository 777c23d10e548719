import { arcSettingsSchema, type ArcSettings } from '../../../training/arc/settings';
import { SettingFields, type SettingField } from '../../controls/setting-fields';

/** The settings a person may change, those most often changed first. */
const FIELDS: readonly SettingField<keyof ArcSettings>[] = [
  { key: 'steps', label: 'Steps', hint: 'of gradient descent on this task' },
  { key: 'views', label: 'Views', hint: 'ways the task is turned and recoloured; each has a vote' },
  { key: 'learningRate', label: 'Learning rate', hint: 'how far the weights go in a step' },
  { key: 'puzzleRate', label: 'Embedding rate', hint: 'how far a puzzle embedding goes in a step' },
  { key: 'trainable', label: 'Train', hint: 'what changes while it learns' },
  { key: 'embeddings', label: 'Embeddings', hint: 'one for the task, or one for every view' },
  { key: 'segments', label: 'Segments', hint: 'of thought a demonstration is given at most' },
  { key: 'answerSegments', label: 'Answer segments', hint: 'of thought the test is given' },
  { key: 'answerEvery', label: 'Answer every', hint: 'steps between two looks; 0 for none' },
  { key: 'batch', label: 'Batch', hint: 'demonstrations thought about at once' },
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
