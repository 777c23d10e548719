import { CheckpointError } from './error';
import type { Shapes } from './official-config';

/** Settings of a model that its tensors do not tell: the same ones fit any of these. */
export const ASKED = ['num_heads', 'H_cycles', 'L_cycles', 'seq_len', 'damping'] as const;
export type AskedSetting = (typeof ASKED)[number];

/** What a person says of a model whose config does not. */
export type Settings = Readonly<Partial<Record<AskedSetting, number>>>;

/** One setting that is to be told. */
export interface SettingQuestion {
  readonly key: AskedSetting;
  /** What it is, in a few words. */
  readonly about: string;
  /** What it could be, the likeliest first. */
  readonly proposals: readonly number[];
}

/** A model that can be opened once a person has told the settings asked for. */
export class MissingSettingsError extends CheckpointError {
  override name = 'MissingSettingsError';

  constructor(
    /** The config that does not say them. */
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
 * What is to be asked of a config that its tensors have completed as far as they go.
 * @param shapes of the tensors, by their official names; of those that are no HRM's nothing is asked
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
  // Whoever leaves damping out has none; it is asked for where it is marked as unknown.
  const isUnknown = (key: AskedSetting) =>
    config[key] === null || (key !== 'damping' && config[key] === undefined);
  return ASKED.filter(isUnknown).map((key) => ({
    key,
    ...questions[key],
  }));
}

/** Numbers of heads that divide the width, those with heads of a usual size first. */
function headCounts(width: number): number[] {
  const usual = [64, 32, 128, 16, 8, 4, 2].filter((size) => width % size === 0);
  return usual.slice(0, 4).map((size) => width / size);
}
