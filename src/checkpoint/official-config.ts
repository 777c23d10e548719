import { CheckpointError } from './error';

type JsonObject = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is known of the tensors when the config is completed: their official names and shapes. */
export type Shapes = ReadonlyMap<string, { readonly shape: readonly number[] }>;

/** Cells and world of the official data sets, by their vocabulary. */
const DATASETS: Readonly<Record<number, { readonly world: string; readonly side: number }>> = {
  11: { world: 'sudoku', side: 9 },
  6: { world: 'maze', side: 30 },
  12: { world: 'arc', side: 30 },
};

const INNER = 'model.inner.';

/**
 * The config of a model from what the official code writes beside a checkpoint: `arch` with the
 * model's settings and nothing of the data, which its tensors and its vocabulary tell. A config that
 * is complete is returned as it is, with the world its sizes mean where it names none.
 *
 * @param written the parsed `all_config.yaml` or `config.json`
 * @throws CheckpointError if it is of another model, or `seq_len` cannot be told
 */
export function completeConfig(written: unknown, shapes: Shapes): unknown {
  if (!isObject(written)) return written;
  const { arch } = written;
  const settings = isObject(arch) ? { ...arch, ...architectureOf(arch['name']) } : { ...written };
  const sizes: Record<string, unknown> = settings;
  const hidden = Number(sizes['hidden_size']);
  sizes['vocab_size'] ??= shapes.get(`${INNER}embed_tokens.embedding_weight`)?.shape[0];
  const table = shapes.get(`${INNER}puzzle_emb.weights`)?.shape;
  if (table !== undefined) {
    // A table says more than a config that was written before the data was known.
    sizes['num_puzzle_identifiers'] ??= table[0];
    sizes['puzzle_emb_ndim'] ??= table[1];
  } else if (isObject(arch)) {
    sizes['puzzle_emb_ndim'] = 0;
  }
  const dataset = DATASETS[Number(sizes['vocab_size'])];
  const positions = shapes.get(`${INNER}embed_pos.embedding_weight`)?.shape[0];
  const prefix =
    Number(sizes['puzzle_emb_len'] ?? 0) ||
    Math.ceil(Number(sizes['puzzle_emb_ndim'] ?? 0) / hidden);
  const told = positions === undefined ? mixedPositions(shapes) : positions;
  sizes['seq_len'] ??= told === undefined ? dataset && dataset.side ** 2 : told - prefix;
  if (isObject(arch) && sizes['seq_len'] === undefined) {
    throw new CheckpointError(
      `How many cells the model has (seq_len) cannot be told from a vocabulary of ${String(sizes['vocab_size'])} tokens; write it into the config.`,
    );
  }
  const side = Math.sqrt(Number(sizes['seq_len']));
  const isSquare = Number.isInteger(side) && side > 1;
  if (sizes['puzzle'] === undefined && dataset !== undefined && isSquare && side <= 30) {
    const isSudoku = dataset.world === 'sudoku';
    if (!isSudoku || side === 9) {
      sizes['puzzle'] = { world: dataset.world, width: side, height: side };
    }
  }
  return sizes;
}

/** TRM's `mlp_t` mixes the positions by a matrix as wide as there are. */
function mixedPositions(shapes: Shapes): number | undefined {
  const [, mixing] =
    [...shapes].find(([name]) => /\.mlp_t\.gate_up_proj\.weight$/.test(name)) ?? [];
  return mixing?.shape[1];
}

/** Which code the model is of, by the class the official config names. */
function architectureOf(name: unknown): JsonObject {
  if (name === undefined) return {};
  const text = typeof name === 'string' ? name : JSON.stringify(name);
  if (/hrm_act_v1|HierarchicalReasoningModel/.test(text)) return {};
  if (/\btrm\b|TinyRecursiveReasoningModel/.test(text)) return { arch: 'trm' };
  throw new CheckpointError(`The config is of another model (arch.name ${text.slice(0, 80)}).`);
}
