import { parseConfig } from '../../hrm/config';
import { SUDOKU_9 } from '../../puzzles/sudoku/geometry';
import { EASY_GIVENS } from '../../puzzles/sudoku/source';
import { DEFAULT_SETTINGS } from '../settings';
import type { Lesson } from './lesson';
import { learnFromScratch } from './sudoku-examples';

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

export const scratch9: Lesson = {
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
  prepare: (settings, material) => learnFromScratch(SUDOKU_9, EASY_GIVENS, settings, material),
};
