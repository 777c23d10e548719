import { CheckpointError } from './error';

/** The official names and shapes of the tensors, which complete the config. */
export type Shapes = ReadonlyMap<string, { readonly shape: readonly number[] }>;

/** Settings of a model that do not follow from its tensors: the same tensors fit any value. */
export const ASKED = ['num_heads', 'H_cycles', 'L_cycles', 'seq_len', 'damping'] as const;
export type AskedSetting = (typeof ASKED)[number];

/** Settings that a person gives for a model whose config lacks them. */
export type Settings = Readonly<Partial<Record<AskedSetting, number>>>;

/** One setting to ask for. */
export interface SettingQuestion {
  readonly key: AskedSetting;
  /** Its meaning in a few words. */
  readonly about: string;
  /** Possible values, the most likely first. */
  readonly proposals: readonly number[];
}

/** A model that can be opened after a person has given the missing settings. */
export class MissingSettingsError extends CheckpointError {
  override name = 'MissingSettingsError';

  constructor(
    /** The config that lacks them. */
    readonly file: string,
    readonly questions: readonly SettingQuestion[],
  ) {
    super(`${file} does not say ${listed(questions.map(({ key }) => key))}.`);
  }
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
}

/**
 * The settings to ask for, after the tensors have completed the config as far as possible.
 * @param shapes of the tensors, by their official names; nothing is asked if they are not those of
 * an HRM
 */
export function questionsAbout(completed: unknown, shapes: Shapes): SettingQuestion[] {
  const embedding = shapes.get('model.inner.embed_tokens.embedding_weight')?.shape;
  if (typeof completed !== 'object' || completed === null || embedding === undefined) return [];
  const config = completed as Readonly<Record<string, unknown>>;
  const width = Number(config['hidden_size']);
  const isTrm = config['arch'] === 'trm';
  const questions: Readonly<Record<AskedSetting, Omit<SettingQuestion, 'key'>>> = {
    num_heads: {
      about: 'attention heads of a layer; in the official models each has 64 numbers',
      proposals: headCounts(width),
    },
    H_cycles: {
      about: `slow cycles of a segment; the official ${isTrm ? 'TRM' : 'HRM'} has ${isTrm ? 3 : 2}`,
      proposals: isTrm ? [3, 1, 2, 4] : [2, 1, 3, 4],
    },
    L_cycles: {
      about: `fast steps of a slow cycle; the official ${isTrm ? 'TRM has 4 or 6' : 'HRM has 2'}`,
      proposals: isTrm ? [6, 4, 2, 3] : [2, 4, 6, 8],
    },
    seq_len: {
      about: 'cells of a puzzle, 81 for a Sudoku of 9×9',
      proposals: [81, 900, 16, 36, 225],
    },
    damping: {
      about:
        'share of the way that a module moves a state, lambda_ in the official config; 1 is all',
      proposals: [0.95, 1],
    },
  };
  // A config without damping has none; it is asked for only if it is marked as unknown.
  const isUnknown = (key: AskedSetting) =>
    config[key] === null || (key !== 'damping' && config[key] === undefined);
  return ASKED.filter(isUnknown).map((key) => ({
    key,
    ...questions[key],
  }));
}

/** Numbers of heads that divide the width, those with a usual head size first. */
function headCounts(width: number): number[] {
  const usual = [64, 32, 128, 16, 8, 4, 2].filter((size) => width % size === 0);
  return usual.slice(0, 4).map((size) => width / size);
}
