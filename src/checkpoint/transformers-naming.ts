/**
 * How the library Transformers names what the official code names otherwise (its model `hrm`): a few
 * tensors, and most keys of the config.
 */

/** The official names of tensors, by those that the library gives. */
const TENSORS: Readonly<Record<string, string>> = {
  'embed_tokens.weight': 'embed_tokens.embedding_weight',
  'embed_pos.weight': 'embed_pos.embedding_weight',
  'puzzle_emb.weight': 'puzzle_emb.weights',
};

/** The official keys, by those that the library gives. */
const KEYS: Readonly<Record<string, string>> = {
  num_attention_heads: 'num_heads',
  h_layers: 'H_layers',
  l_layers: 'L_layers',
  h_cycles: 'H_cycles',
  l_cycles: 'L_cycles',
  max_position_embeddings: 'seq_len',
};

/** A tensor's official name, without what stands in front of it. */
export const officialTensor = (name: string): string => TENSORS[name] ?? name;

/**
 * The settings of a config in official keys; as they are where it is not of this library. The inner
 * size is left to the tensors: the library rounds it in a way of its own.
 */
export function officialKeys(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (config['h_cycles'] === undefined || config['H_cycles'] !== undefined) return { ...config };
  const layers = config['num_hidden_layers'];
  const settings = { h_layers: layers, l_layers: layers, ...known(config) };
  return Object.fromEntries(
    Object.entries(known(settings)).map(([key, value]) => [KEYS[key] ?? key, value]),
  );
}

/** What is told, without what the library leaves open or has in another sense. */
const known = (config: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(config).filter(([key, value]) => value != null && !OTHER.includes(key)),
  );

const OTHER = ['intermediate_size', 'expansion', 'num_hidden_layers'];
