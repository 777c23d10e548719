/** Sizes of a model from its config. */
interface Sizes {
  readonly vocab_size: number;
  readonly seq_len: number;
  readonly hidden_size: number;
  readonly expansion: number;
  readonly H_cycles: number;
  readonly L_cycles: number;
  readonly H_layers: number;
  readonly L_layers: number;
  readonly puzzle_emb_ndim: number;
  readonly num_puzzle_identifiers: number;
  readonly puzzle_emb_len?: number | undefined;
}

/**
 * Limits beyond which no browser can hold or record a model, far above all existing models: the
 * official ones have 27 million parameters beside a puzzle table of 535 million, 24 layer passes a
 * segment and 900 cells.
 */
const MOST = {
  parameters: 1e9,
  layerPasses: 2000,
  positions: 4096,
  tokens: 65_536,
};

/** A number of any size in readable form. */
const figure = (value: number) =>
  value < 1e15 ? value.toLocaleString('en') : value.toExponential(1).replace('e+', '·10^');

/**
 * Finds the limits that a config exceeds, from the computed cost, before anything is made.
 * @returns the key that contributes most and a message, for each limit exceeded
 */
export function excesses(sizes: Sizes): { readonly key: keyof Sizes; readonly message: string }[] {
  const { hidden_size: D, vocab_size, seq_len, num_puzzle_identifiers, puzzle_emb_ndim } = sizes;
  const { H_cycles, L_cycles, H_layers, L_layers, expansion } = sizes;
  const found: { key: keyof Sizes; message: string }[] = [];
  const most = (key: keyof Sizes, value: number, limit: number, what: string) => {
    if (value > limit) {
      const figures = `${figure(value)}, at most ${figure(limit)}`;
      found.push({ key, message: `makes too many ${what} (${figures})` });
    }
  };
  const passes = H_cycles * (L_cycles * L_layers + H_layers);
  const largest = (...keys: (keyof Sizes)[]) =>
    keys.reduce((most, key) => ((sizes[key] ?? 0) > (sizes[most] ?? 0) ? key : most));
  const blamed = largest('H_cycles', 'L_cycles', 'H_layers', 'L_layers');
  most(blamed, passes, MOST.layerPasses, 'layer passes a segment');
  const prefix = Math.max(Math.ceil(puzzle_emb_ndim / D), sizes.puzzle_emb_len ?? 0);
  const positions = seq_len + prefix;
  most(
    seq_len >= puzzle_emb_ndim ? 'seq_len' : 'puzzle_emb_ndim',
    positions,
    MOST.positions,
    'positions',
  );
  most('vocab_size', vocab_size, MOST.tokens, 'tokens');
  const layer = 4 * D * D + 2 * D * D * expansion;
  const parameters =
    (H_layers + L_layers) * layer + 2 * vocab_size * D + num_puzzle_identifiers * puzzle_emb_ndim;
  most(
    largest('hidden_size', 'H_layers', 'L_layers', 'num_puzzle_identifiers'),
    Math.round(parameters),
    MOST.parameters,
    'parameters',
  );
  return found;
}
