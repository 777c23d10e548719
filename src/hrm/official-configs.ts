import type { HrmConfig } from './config';

/** The official configuration of the paper's models (`arch/hrm_v1.yaml`), as keys of a config.json. */
const OFFICIAL = {
  hidden_size: 512,
  num_heads: 8,
  expansion: 4,
  H_cycles: 2,
  L_cycles: 2,
  H_layers: 4,
  L_layers: 4,
  pos_encodings: 'rope',
  rope_theta: 10000,
  rms_norm_eps: 1e-5,
  puzzle_emb_ndim: 512,
  num_puzzle_identifiers: 1,
  halt_max_steps: 16,
  halt_exploration_prob: 0.1,
} as const satisfies Omit<HrmConfig, 'vocab_size' | 'seq_len'>;

/** The 27-million-parameter models of Sudoku-Extreme and of 30×30 mazes. */
export const OFFICIAL_CONFIGS = {
  '27 M, Sudoku': { ...OFFICIAL, vocab_size: 11, seq_len: 81 },
  '27 M, maze 30×30': { ...OFFICIAL, vocab_size: 6, seq_len: 900 },
} as const satisfies Record<string, HrmConfig>;
