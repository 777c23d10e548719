import { arcSettingsSchema, type ArcSettings } from '../../../training/arc/settings';
import { fieldKindOf, type FieldKind } from '../../controls/field-kind';
import { typedNumber } from '../../controls/typed-number';

export type ArcSettingKey = keyof ArcSettings;

/** The settings a person may change, those most often changed first. */
export const ARC_FIELDS: readonly {
  readonly key: ArcSettingKey;
  readonly label: string;
  readonly hint: string;
}[] = [
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

export const optionLabel = (option: string): string => OPTION_WORDS[option] ?? option;

/** How a setting is put in, with the bounds of its schema. */
export const kindOf = (key: ArcSettingKey): Exclude<FieldKind, { kind: 'switch' }> => {
  const kind = fieldKindOf(arcSettingsSchema.shape[key]);
  if (kind.kind === 'switch') throw new TypeError(`${key} is neither a number nor a choice.`);
  return kind;
};

/** What is wrong with a value as it is typed, for the person who types; `null` if nothing is. */
export function problemWith(key: ArcSettingKey, typed: string): string | null {
  if (arcSettingsSchema.shape[key].safeParse(valueOf(key, typed)).success) return null;
  const kind = kindOf(key);
  if (kind.kind === 'choice') return 'This is none of the choices.';
  const what = kind.whole ? 'A whole number' : 'A number';
  return `${what} from ${plain(kind.least)} to ${plain(kind.most)}.`;
}

/** The settings with one value as it was typed, which must be sound. */
export function withTyped(settings: ArcSettings, key: ArcSettingKey, typed: string): ArcSettings {
  return arcSettingsSchema.parse({ ...settings, [key]: valueOf(key, typed) });
}

export function typedOf(settings: ArcSettings, key: ArcSettingKey): string {
  const value = settings[key];
  return typeof value === 'number' ? plain(value) : value;
}

function valueOf(key: ArcSettingKey, typed: string): unknown {
  if (kindOf(key).kind === 'choice') return typed;
  return typedNumber(typed);
}

/** A number as one would type it: 0.000001, not 1e-6. */
function plain(value: number): string {
  return value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 12 });
}
