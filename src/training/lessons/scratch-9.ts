import { parseConfig } from '../../hrm/config';
import { SUDOKU_9 } from '../../puzzles/sudoku/geometry';
import { EASY_GIVENS } from '../../puzzles/sudoku/source';
import { DEFAULT_SETTINGS } from '../settings';
import type { Lesson } from './lesson';
import { learnFromScratch } from './sudoku-examples';

/**
 * Small enough to learn visibly without a GPU: half as wide as the shipped model, and with most of
 * its layers in the fast module, where they help most (`models/training/README.md`, "Rivals").
 */
const SMALL = parseConfig({
  vocab_size: 11,
  seq_len: 81,
  hidden_size: 64,
  num_heads: 2,
  expansion: 3,
  H_cycles: 2,
  L_cycles: 2,
  H_layers: 1,
  L_layers: 3,
  pos_encodings: 'learned+rope',
  halt_max_steps: 8,
  halt_exploration_prob: 0.1,
  puzzle: { world: 'sudoku', width: 9, height: 9 },
});

export const scratch9: Lesson = {
  id: 'scratch-9',
  title: 'From scratch, 9×9',
  expect:
    'A blank model learns easy 9×9 Sudoku. Within a few minutes most cells are right. For about five hundred steps no whole grid is, then more and more are. In our test, on one busy processor core and without a GPU, 58 % of the cells were right after 200 steps (under two minutes of computing), half of 32 unseen puzzles after 950 (eight minutes), and 69 % after 1,100.',
  wantsGpu: false,
  blank: SMALL,
  settings: {
    ...DEFAULT_SETTINGS,
    batch: 32,
    steps: 2000,
    finalRate: 0.05,
    optimizer: 'Muon',
    learningRate: 3e-3,
    warmup: 100,
    emaDecay: 0.99,
    segments: 4,
    growth: 0.3,
    horizon: 3,
  },
  prepare: (settings, material) => learnFromScratch(SUDOKU_9, EASY_GIVENS, settings, material),
};
