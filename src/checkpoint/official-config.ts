import type { HrmConfig } from '../hrm/config';
import { CheckpointError } from './error';
import type { Settings, Shapes } from './missing-settings';
import { officialKeys } from './transformers-naming';

type JsonObject = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Cells and world of the official data sets, by their vocabulary. */
const DATASETS: Readonly<Record<number, { readonly world: string; readonly side: number }>> = {
  11: { world: 'sudoku', side: 9 },
  6: { world: 'maze', side: 30 },
  12: { world: 'arc', side: 30 },
};

const INNER = 'model.inner.';

/**
 * Builds the config of a model from the file that the official code writes beside a checkpoint.
 * That file has `arch` with the model's settings, but nothing about the data: this follows from the
 * tensors and the vocabulary. Other missing settings are also taken from the tensors if possible
 * (`missing-settings.ts` has the rest). A complete config is returned unchanged; if it names no
 * world, the world of its sizes is added.
 *
 * @param written the parsed `all_config.yaml` or `config.json`, also in the form of the library
 * Transformers
 * @param told settings given by a person; they replace the written ones
 * @throws CheckpointError if it is the config of another model
 */
export function completeConfig(written: unknown, shapes: Shapes, told: Settings = {}): unknown {
  if (!isObject(written)) return written;
  const { arch } = written;
  const settings = isObject(arch) ? { ...arch, ...architectureOf(arch) } : officialKeys(written);
  const sizes: Record<string, unknown> = { ...settings, ...told };
  takeFromShapes(sizes, shapes);
  const hidden = Number(sizes['hidden_size']);
  const table = shapes.get(`${INNER}puzzle_emb.weights`)?.shape;
  if (table !== undefined) {
    // The table is more reliable than a config that was written before the data was known.
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
  const length = positions === undefined ? mixedPositions(shapes) : positions;
  sizes['seq_len'] ??= length === undefined ? dataset && dataset.side ** 2 : length - prefix;
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

/**
 * Fills in the settings that follow from the shapes of a model's tensors. Does nothing with tensors
 * of another model.
 */
function takeFromShapes(sizes: Record<string, unknown>, shapes: Shapes): void {
  const [tokens, hidden] = shapes.get(`${INNER}embed_tokens.embedding_weight`)?.shape ?? [];
  if (tokens === undefined || hidden === undefined) return;
  sizes['vocab_size'] ??= tokens;
  sizes['hidden_size'] ??= hidden;
  const layers = (level: string) => {
    const pattern = new RegExp(
      `^${INNER.replaceAll('.', '\\.')}${level}_level\\.layers\\.(\\d+)\\.`,
    );
    const numbers = [...shapes.keys()].flatMap((name) => pattern.exec(name)?.[1] ?? []);
    return new Set(numbers).size;
  };
  // One module that writes both states is TRM's.
  const initial = ['H', 'L'].filter((state) => shapes.has(`${INNER}${state}_init`));
  if (sizes['arch'] === undefined && layers('H') === 0 && initial.length === 2) {
    sizes['arch'] = 'trm';
  }
  if (sizes['arch'] === undefined && isEqr(shapes)) {
    Object.assign(sizes, { ...EQR, damping: null, ...sizes });
  }
  sizes['H_layers'] ??= layers('H');
  sizes['L_layers'] ??= layers('L');
  const inner = shapes.get(`${INNER}L_level.layers.0.mlp.gate_up_proj.weight`)?.shape[0];
  // The smallest expansion that gives the inner size: it is rounded up to a multiple of 256.
  if (inner !== undefined) sizes['expansion'] ??= (3 * inner) / 2 / (2 * hidden);
  if (mixedPositions(shapes) !== undefined) {
    sizes['mlp_t'] ??= true;
    // There is no attention, so there are no heads.
    sizes['num_heads'] ??= 1;
  }
  const isLearned = shapes.has(`${INNER}embed_pos.embedding_weight`);
  sizes['pos_encodings'] ??= isLearned ? 'learned' : sizes['mlp_t'] === true ? 'none' : 'rope';
  sizes['halt_max_steps'] ??= 16;
}

/** TRM's `mlp_t` mixes the positions by a matrix with one column for each. */
function mixedPositions(shapes: Shapes): number | undefined {
  const [, mixing] =
    [...shapes].find(([name]) => /\.mlp_t\.gate_up_proj\.weight$/.test(name)) ?? [];
  return mixing?.shape[1];
}

/** Settings of every model of Equilibrium Reasoners: a TRM with random starts. */
const EQR = { arch: 'trm', no_ACT_continue: true, init: 'random', puzzle_emb_ndim: 0 } as const;

/** Whether tensors are those of Equilibrium Reasoners: one module, and no initial states. */
export function isEqr(shapes: Shapes): boolean {
  const has = (part: string) => [...shapes.keys()].some((name) => name.startsWith(INNER + part));
  return has('L_level.') && !has('H_level.') && !has('H_init') && !has('L_init');
}

const isNamedEqr = (arch: JsonObject) => /\beqr\b|EqRModel/.test(String(arch['name']));

/** The settings of Equilibrium Reasoners (`models/eqr.py`), with our names. */
function eqrSettings(arch: JsonObject): JsonObject {
  const { board_height: height, board_width: width, pos_encodings: positions } = arch;
  if (positions === 'rope2d' && height !== width) {
    throw new CheckpointError(
      `The model has rope2d on a board of ${String(width)}×${String(height)}; here its board must be a square.`,
    );
  }
  const cells = Number(height) * Number(width);
  return {
    ...EQR,
    damping: arch['lambda_'] ?? 0.95,
    pos_encodings: positions ?? 'none',
    ...(cells > 0 && { seq_len: cells }),
  };
}

/**
 * The order of the channels of queries and keys for our rotation. The official `rope2d` of
 * Equilibrium Reasoners pairs channel i of a head with i + d/4 within each half, rows in the first
 * and columns in the second; our code pairs i with i + d/2. The two middle quarters change places.
 * @returns a function that reorders `qkv_proj` [3D, D]; `null` if it is not needed
 */
export function rotaryOrder(
  written: unknown,
  { num_heads: heads, hidden_size: hidden }: HrmConfig,
): ((weight: Float32Array) => Float32Array<ArrayBuffer>) | null {
  const arch = isObject(written) ? written['arch'] : null;
  if (!isObject(arch) || !isNamedEqr(arch) || arch['pos_encodings'] !== 'rope2d') return null;
  const quarter = hidden / heads / 4;
  return (weight) => {
    const ordered = Float32Array.from(weight);
    const size = quarter * hidden;
    for (let head = 0; head < 2 * heads; head++) {
      const [second, third] = [4 * head + 1, 4 * head + 2].map((at) => at * size) as [
        number,
        number,
      ];
      ordered.set(weight.subarray(third, third + size), second);
      ordered.set(weight.subarray(second, second + size), third);
    }
    return ordered;
  };
}

/** The code of the model, by the class in the official config. */
function architectureOf(arch: JsonObject): JsonObject {
  const { name } = arch;
  if (name === undefined) return {};
  if (isNamedEqr(arch)) return eqrSettings(arch);
  const text = typeof name === 'string' ? name : JSON.stringify(name);
  if (/hrm_act_v1|HierarchicalReasoningModel/.test(text)) return {};
  if (/\btrm\b|TinyRecursiveReasoningModel/.test(text)) return { arch: 'trm' };
  throw new CheckpointError(`The config is of another model (arch.name ${text.slice(0, 80)}).`);
}
