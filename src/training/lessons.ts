import { parseConfig, type Architecture, type HrmConfig } from '../hrm/config';
import { carriedStates, usualHorizon } from '../hrm/schedule';
import { DEFAULT_SETTINGS, type TrainingSettings } from './settings';

export const LESSON_IDS = ['scratch-4', 'scratch-9', 'diagonal', 'own'] as const;
export type LessonId = (typeof LESSON_IDS)[number];

/** A lesson on offer. */
export interface Lesson {
  readonly id: LessonId;
  readonly title: string;
  /** What a person may expect of it, in a sentence or two. */
  readonly expect: string;
  /** Whether it is of little use without a GPU. */
  readonly wantsGpu: boolean;
  /** The blank model it begins with; `null` where it goes on from a model that is there. */
  readonly blank: HrmConfig | null;
  readonly settings: TrainingSettings;
}

/** The smallest model that learns 4×4 Sudoku in a minute on one CPU core. */
const TINY = parseConfig({
  vocab_size: 6,
  seq_len: 16,
  hidden_size: 32,
  num_heads: 2,
  expansion: 1,
  H_cycles: 1,
  L_cycles: 2,
  H_layers: 1,
  L_layers: 1,
  pos_encodings: 'learned+rope',
  halt_max_steps: 4,
  halt_exploration_prob: 0.1,
  puzzle: { world: 'sudoku', width: 4, height: 4 },
});

/** As wide as the shipped model, with two layers for its three and two fast steps for its five. */
const SMALL = parseConfig({
  vocab_size: 11,
  seq_len: 81,
  hidden_size: 128,
  num_heads: 4,
  expansion: 3,
  H_cycles: 2,
  L_cycles: 2,
  H_layers: 2,
  L_layers: 2,
  pos_encodings: 'learned+rope',
  halt_max_steps: 8,
  halt_exploration_prob: 0.1,
  puzzle: { world: 'sudoku', width: 9, height: 9 },
});

export const LESSONS: Readonly<Record<LessonId, Lesson>> = {
  'scratch-4': {
    id: 'scratch-4',
    title: 'From scratch, 4×4',
    expect:
      'A blank model learns 4×4 Sudoku. At first it learns which digits there are, then, rather suddenly, how they exclude one another; it should solve most puzzles within a minute, even without a GPU.',
    wantsGpu: false,
    blank: TINY,
    settings: {
      ...DEFAULT_SETTINGS,
      batch: 8,
      steps: 2500,
      learningRate: 6e-3,
      warmup: 50,
      emaDecay: 0.98,
      horizon: 3,
      segments: 2,
      growth: 0.2,
    },
  },
  'scratch-9': {
    id: 'scratch-9',
    title: 'From scratch, 9×9',
    expect:
      'A blank model learns easy 9×9 Sudoku. For some four hundred steps no grid comes right, then more and more do. Where we tried it solved 86 % of unseen ones after 650 steps, 93 % after 1,550 and 99 % at the end. Without a GPU this takes hours.',
    wantsGpu: true,
    blank: SMALL,
    settings: {
      ...DEFAULT_SETTINGS,
      batch: 64,
      steps: 2500,
      finalRate: 0.05,
      optimizer: 'Muon',
      learningRate: 2e-3,
      warmup: 100,
      emaDecay: 0.99,
      segments: 8,
      growth: 0.3,
      horizon: 3,
    },
  },
  diagonal: {
    id: 'diagonal',
    title: 'A new rule',
    expect:
      'The shipped model knows classic Sudoku; here each diagonal must hold every digit once as well. For a third of the steps it drills the diagonals alone, and the loss stays high; whole puzzles follow. Where we tried it, 32 % of unseen puzzles were right before, 82 % after 1,000 steps and 91 % at the end. Without a GPU this takes hours.',
    wantsGpu: true,
    blank: null,
    settings: {
      ...DEFAULT_SETTINGS,
      batch: 32,
      steps: 2000,
      finalRate: 0.05,
      optimizer: 'Muon',
      learningRate: 2e-3,
      warmup: 30,
      weightDecay: 0,
      emaDecay: 0.99,
      segments: 8,
      // One segment for a little more than a third of the steps: so long the rule is drilled.
      growth: 1,
      horizon: 6,
    },
  },
  own: {
    id: 'own',
    title: 'Your own puzzles',
    expect:
      'Paste or upload puzzles, and the shipped model practises on them, redrawn by the symmetries of Sudoku. A few are kept aside to see whether it understands or only remembers.',
    wantsGpu: true,
    blank: null,
    settings: {
      ...DEFAULT_SETTINGS,
      batch: 32,
      steps: 1000,
      learningRate: 3e-4,
      warmup: 50,
      emaDecay: 0.99,
      segments: 8,
      growth: 0,
      horizon: 6,
    },
  },
};

/**
 * The blank model of a lesson in another architecture. One module gets the layers of both, so that the
 * size stays; only TRM, whose point is to do with less, has half of them.
 */
export function blankIn(blank: HrmConfig, arch: Architecture): HrmConfig {
  if (arch === 'hrm') return blank;
  const { H_layers, L_layers } = blank;
  const layers = arch === 'trm' ? L_layers : H_layers + L_layers;
  return parseConfig({ ...blank, arch, H_layers: 0, L_layers: layers });
}

/**
 * What a lesson proposes for a model of this architecture: its usual gradient horizon, and a single
 * segment where no state goes on into the next.
 */
export function settingsIn(lesson: Lesson, arch: Architecture): TrainingSettings {
  const { blank, settings } = lesson;
  if (blank === null || arch === 'hrm') return settings;
  const config = blankIn(blank, arch);
  const thinks = carriedStates(config).length > 0;
  return {
    ...settings,
    horizon: Math.max(2, usualHorizon(config)),
    ...(!thinks && { segments: 1, growth: 0 }),
  };
}
