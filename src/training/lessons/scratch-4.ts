import { parseConfig } from '../../hrm/config';
import { SUDOKU_4 } from '../../puzzles/sudoku/geometry';
import type { Givens } from '../../puzzles/sudoku/source';
import { DEFAULT_SETTINGS } from '../settings';
import type { Lesson } from './lesson';
import { learnFromScratch } from './sudoku-examples';

/** A few more givens than usual, so that the first grids are solved sooner. */
const GIVENS: Givens = [6, 9];

/** The smallest model that learns 4×4 Sudoku in seconds on one CPU core. */
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

export const scratch4: Lesson = {
  id: 'scratch-4',
  title: 'From scratch, 4×4',
  expect:
    'A blank model learns 4×4 Sudoku. At first it learns which digits there are. Then, rather suddenly, it learns how they exclude one another. It should solve nineteen of twenty within half a minute, even without a GPU. (In our test, one processor core needed five seconds of computing for that and ten for all steps; then it solved all of 64 unseen ones.)',
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
  prepare: (settings, material) => learnFromScratch(SUDOKU_4, GIVENS, settings, material),
};
