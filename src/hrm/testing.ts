/**
 * The smallest HRM for tests, as the keys of a config.json. Tests add `vocab_size`, `seq_len` and
 * perhaps `puzzle`. Only tests import this.
 */
export const TINY = {
  hidden_size: 8,
  num_heads: 2,
  expansion: 1,
  H_cycles: 1,
  L_cycles: 1,
  H_layers: 1,
  L_layers: 1,
  pos_encodings: 'rope',
  halt_max_steps: 4,
} as const;
