/**
 * Names of the library Transformers (its model `hrm`) that differ from the official code: a few
 * tensors, and most keys of the config.
 */

/** The official names of tensors, by the library's names. */
const TENSORS: Readonly<Record<string, string>> = {
  'embed_tokens.weight': 'embed_tokens.embedding_weight',
  'embed_pos.weight': 'embed_pos.embedding_weight',
  'puzzle_emb.weight': 'puzzle_emb.weights',
};

/** The official keys, by the library's keys. */
const KEYS: Readonly<Record<string, string>> = {
  num_attention_heads: 'num_heads',
  h_layers: 'H_layers',
  l_layers: 'L_layers',
  h_cycles: 'H_cycles',
  l_cycles: 'L_cycles',
  max_position_embeddings: 'seq_len',
};

/** A tensor's official name, without a prefix. */
export const officialTensor = (name: string): string => TENSORS[name] ?? name;

/**
 * The settings of a config in official keys; unchanged if it is not from this library. The inner
 * size is taken from the tensors, because the library rounds it differently.
 */
export function officialKeys(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (config['h_cycles'] === undefined || config['H_cycles'] !== undefined) return { ...config };
  const layers = config['num_hidden_layers'];
  const settings = { h_layers: layers, l_layers: layers, ...known(config) };
  return Object.fromEntries(
    Object.entries(known(settings)).map(([key, value]) => [KEYS[key] ?? key, value]),
  );
}

/** The given settings, without those that the library leaves open or uses in another sense. */
const known = (config: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(config).filter(([key, value]) => value != null && !OTHER.includes(key)),
  );

const OTHER = ['intermediate_size', 'expansion', 'num_hidden_layers'];
