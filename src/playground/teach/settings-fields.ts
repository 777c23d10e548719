import { settingsSchema, type TrainingSettings } from '../../training/settings';
import { fieldKindOf, type FieldKind } from '../controls/field-kind';
import { typedNumber } from '../controls/typed-number';

export type SettingKey = keyof TrainingSettings;

export interface Field {
  readonly key: SettingKey;
  readonly label: string;
  /** What it does, in a few words. */
  readonly hint: string;
}

/** The settings a person may change, those most often changed first. */
export const FIELDS: readonly Field[] = [
  { key: 'learningRate', label: 'Learning rate', hint: 'how far a step goes' },
  { key: 'batch', label: 'Batch', hint: 'puzzles thought about at once' },
  { key: 'steps', label: 'Steps', hint: 'until the rate has fallen to its end' },
  { key: 'warmup', label: 'Warm-up', hint: 'steps in which the rate rises from 0' },
  { key: 'finalRate', label: 'Final rate', hint: 'share of the rate that is left at the end' },
  { key: 'optimizer', label: 'Optimiser', hint: 'how a gradient becomes a step' },
  { key: 'weightDecay', label: 'Weight decay', hint: 'pull of the weights towards 0' },
  { key: 'clip', label: 'Clipping', hint: 'largest norm of the gradient; 0 for none' },
  { key: 'emaDecay', label: 'Moving average', hint: 'decay of the averaged weights shown here' },
  { key: 'loss', label: 'Loss', hint: 'what the gradient is of' },
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
  { key: 'segments', label: 'Segments', hint: 'M: supervised segments a puzzle is given at most' },
  {
    key: 'growth',
    label: 'Growth of M',
    hint: 'share of the steps over which M doubles from 1 to that',
  },
  {
    key: 'exploration',
    label: 'Exploration',
    hint: 'chance that a puzzle must be thought about longer',
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

export const optionLabel = (option: string): string => OPTION_WORDS[option] ?? option;

export function kindOf(key: SettingKey): FieldKind {
  const kind = fieldKindOf(settingsSchema.shape[key]);
  if (kind.kind !== 'choice') return kind;
  // No model of a lesson has puzzle embeddings.
  return { kind: 'choice', options: kind.options.filter((option) => option !== 'puzzle') };
}

/** Settings as they are typed: numbers are texts until they are right. */
export type SettingsDraft = Readonly<Record<SettingKey, string | boolean>>;

export function draftOf(settings: TrainingSettings): SettingsDraft {
  const entries = Object.entries(settings).map(([key, value]) => [
    key,
    typeof value === 'number' ? plain(value) : value,
  ]);
  return Object.fromEntries(entries) as SettingsDraft;
}

export interface DraftReading {
  /** `null` while anything is wrong. */
  readonly settings: TrainingSettings | null;
  /** What is wrong, by field, for the person who types. */
  readonly problems: Readonly<Partial<Record<SettingKey, string>>>;
}

export function readDraft(draft: SettingsDraft): DraftReading {
  const keys = Object.keys(draft) as SettingKey[];
  const values = keys.map((key) => [key, valueOf(key, draft[key])] as const);
  const read = settingsSchema.safeParse(Object.fromEntries(values));
  if (read.success) return { settings: read.data, problems: {} };
  const problems: Partial<Record<SettingKey, string>> = {};
  for (const { path } of read.error.issues) {
    const key = path[0] as SettingKey;
    problems[key] = wanted(key);
  }
  return { settings: null, problems };
}

function valueOf(key: SettingKey, typed: string | boolean): unknown {
  if (kindOf(key).kind !== 'number' || typeof typed === 'boolean') return typed;
  return typedNumber(typed);
}

function wanted(key: SettingKey): string {
  const kind = kindOf(key);
  if (kind.kind !== 'number') return 'This is none of the choices.';
  const what = kind.whole ? 'A whole number' : 'A number';
  return `${what} from ${plain(kind.least)} to ${plain(kind.most)}.`;
}

/** A number as one would type it: 0.000001, not 1e-6. */
function plain(value: number): string {
  return value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 12 });
}
