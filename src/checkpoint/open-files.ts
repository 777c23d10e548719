import { parseConfig } from '../hrm/config';
import { parameterName, parameterSpecs } from '../hrm/parameters';
import type { ByteSource } from './byte-source';
import { CheckpointError } from './error';
import { MissingSettingsError, questionsAbout, type Settings } from './missing-settings';
import { assembleTensors, CONFIG_FILE, type LoadedModel } from './model-folder';
import { completeConfig, isEqr, rotaryOrder } from './official-config';
import type { StoredTensor } from './safetensors';
import type { FloatDType } from './safetensors-header';
import { weightsIn, type TensorInFile } from './stored-weights';
import { officialTensor } from './transformers-naming';

/** A file of a model's folder; the name may have folders in front of it. */
export interface ModelFile {
  readonly name: string;
  readonly source: ByteSource;
}

export interface OpenedModel {
  readonly model: LoadedModel;
  /** A name for it, from the file or its folder. */
  readonly name: string;
  /** The type to store it in: F16 if that loses nothing. */
  readonly dtype: 'F32' | 'F16';
}

export interface OpenOptions {
  /** Called with the bytes of the weights read so far, and in all. */
  onProgress?(loaded: number, total: number): void;
  readonly signal?: AbortSignal;
  /** Settings that a person gave because the config lacks them. */
  readonly settings?: Settings;
}

/** If a table of puzzle embeddings is larger than this, only its first rows are read. */
const MOST_TABLE_NUMBERS = 2 ** 25;
const FEW_ROWS = 1024;

/**
 * Opens a model from the files of its folder, from training or from a publisher: weights as
 * safetensors (also in several files with an index) or as PyTorch writes them (`checkpoint`,
 * `step_N`, `.pt`, `.pth`, `.ckpt`), and their config as JSON or as the official `all_config.yaml`.
 * Other files are ignored. Only tensors of the model are read, one after the other.
 *
 * @throws CheckpointError, one sentence with the name of the file that is wrong or missing
 * @throws MissingSettingsError, a CheckpointError, if a person must give `settings`
 */
export async function openModelFiles(
  files: readonly ModelFile[],
  { onProgress, signal, settings: answers = {} }: OpenOptions = {},
): Promise<OpenedModel> {
  const kinds = await Promise.all(files.map(async (file) => ({ file, kind: await kindOf(file) })));
  const ofKind = (wanted: Kind) =>
    kinds.filter(({ kind }) => kind === wanted).map(({ file }) => file);
  const beside = chooseConfig(ofKind('config'));
  const weights = chooseWeights(ofKind('weights'), await shardsOf(ofKind('index')));
  if (weights.length === 0) throw noWeights(beside, files);
  const inFile = new Map<string, TensorInFile>();
  let kept: unknown = null;
  for (const file of weights) {
    const found = await about(file, () => weightsIn(file.source));
    kept ??= found.config;
    for (const [name, tensor] of found.tensors) {
      const official = officialName(name);
      if (inFile.has(official)) {
        throw new CheckpointError(
          `${file.name}: Tensor ${official} is stored twice, under two prefixes.`,
        );
      }
      inFile.set(official, tensor);
    }
  }
  const [file] = weights;
  // A config inside the weights is preferred to a file that might be their config.
  const isProper = beside !== null && CONFIG_NAMES.includes(fileOf(beside.name));
  const config = kept !== null && !isProper ? null : beside;
  // Equilibrium Reasoners are recognised by their tensors; other settings can be asked for.
  if (config === null) kept ??= isEqr(inFile) ? {} : null;
  if (config === null && kept === null) {
    throw new CheckpointError(
      `${file!.name} came without its config (${CONFIG_FILE} or all_config.yaml), which tells heads, cycles and positions: bring both together.`,
    );
  }
  const told = config ?? file!;
  const written = config === null ? kept : await about(config, () => readConfig(config));
  const rows = tableRows(inFile);
  const completed = await about(told, () =>
    Promise.resolve(completeConfig(written, inFile, answers)),
  );
  const questions = questionsAbout(completed, inFile);
  if (questions.length > 0) throw new MissingSettingsError(fileOf(told.name), questions);
  const settings = await about(told, () => {
    const cut =
      rows === null ? completed : { ...(completed as object), num_puzzle_identifiers: rows };
    return Promise.resolve(parseConfig(cut));
  });
  const inOrder = rotaryOrder(written, settings);
  const model = await about(file!, async () => {
    const wanted = parameterSpecs(settings).filter(({ name }) => inFile.has(name));
    const total = wanted.reduce((sum, { shape }) => sum + size(shape), 0);
    const stored = new Map<string, StoredTensor>();
    let loaded = 0;
    for (const { name, shape } of wanted) {
      signal?.throwIfAborted();
      const tensor = inFile.get(name)!;
      const isCut = rows !== null && name === parameterName.puzzleTable;
      const read = await tensor.read(isCut ? rows : undefined);
      const data = inOrder && name.endsWith('.qkv_proj.weight') ? inOrder(read) : read;
      const kept = isCut ? [rows, ...tensor.shape.slice(1)] : tensor.shape;
      stored.set(name, { dtype: tensor.dtype as FloatDType, shape: kept, data });
      loaded += size(shape);
      onProgress?.(4 * loaded, 4 * total);
    }
    const others = [...inFile.keys()].filter((name) => !stored.has(name));
    return assembleTensors(settings, stored, others);
  });
  const dtype = model.dtypes.every((kind) => kind === 'F16') ? 'F16' : 'F32';
  return { model, name: nameFrom(file!.name, config?.name ?? ''), dtype };
}

const size = (shape: readonly number[]) => shape.reduce((product, extent) => product * extent, 1);

/** Number of rows of the puzzle table to read; `null` for all, if it has a usual size. */
function tableRows(tensors: ReadonlyMap<string, TensorInFile>): number | null {
  const table = tensors.get(parameterName.puzzleTable);
  return table !== undefined && size(table.shape) > MOST_TABLE_NUMBERS ? FEW_ROWS : null;
}

/** Removes the prefixes of compiling and wrapping, and adds that of the loss head. */
function officialName(name: string): string {
  const parts = name.split('.').filter((part) => part !== '_orig_mod' && part !== 'module');
  const bare = officialTensor(parts.join('.').replace(/^((model|hrm)\.)*(inner\.)?/, ''));
  return /^(H_init|L_init|embed_tokens|embed_pos|puzzle_emb|lm_head|q_head|[HL]_level)\b/.test(bare)
    ? `model.inner.${bare}`
    : parts.join('.');
}

type Kind = 'weights' | 'config' | 'index' | 'other';

async function kindOf({ name, source }: ModelFile): Promise<Kind> {
  const file = fileOf(name);
  if (/\.index\.json$/i.test(file)) return 'index';
  if (/\.(json|ya?ml)$/i.test(file))
    return /token|measured|generation|special/i.test(file) ? 'other' : 'config';
  if (/\.(safetensors|pt|pth|ckpt)$/i.test(file)) return 'weights';
  // Official checkpoints have no file extension, and browsers may remove one.
  if (/\.[a-z]\w*$/i.test(file)) return 'other';
  const start = await source.read(0, Math.min(64, source.size));
  if (/^\uFEFF?\s*\{/.test(new TextDecoder().decode(start))) return 'config';
  if (start[0] === 0x50 && start[1] === 0x4b) return 'weights';
  const isSafetensors = start.length > 8 && start[8] === 0x7b;
  return isSafetensors || /^(checkpoint|step_\d+)$/.test(file) ? 'weights' : 'other';
}

const CONFIG_NAMES = [CONFIG_FILE, 'all_config.yaml', 'all_config.yml'];

function chooseConfig(found: readonly ModelFile[]): ModelFile | null {
  const proper = CONFIG_NAMES.map((name) => found.find((file) => fileOf(file.name) === name)).find(
    Boolean,
  );
  if (proper !== undefined) return proper;
  const [first, second] = found;
  if (second !== undefined) {
    throw new CheckpointError(
      `${first!.name} and ${second.name} are both configs; bring the files of one model.`,
    );
  }
  return first ?? null;
}

/** All shards of an index, or the last of several training steps, or the only file. */
function chooseWeights(found: readonly ModelFile[], shards: readonly string[] | null): ModelFile[] {
  if (shards !== null) {
    return shards.map((name) => {
      const file = found.find((candidate) => fileOf(candidate.name) === name);
      if (file === undefined)
        throw new CheckpointError(`${name}, which the index names, is missing.`);
      return file;
    });
  }
  const step = ({ name }: ModelFile) => Number(/^step_(\d+)/.exec(fileOf(name))?.[1] ?? NaN);
  if (found.length > 1 && found.every((file) => !Number.isNaN(step(file)))) {
    return [found.reduce((last, file) => (step(file) > step(last) ? file : last))];
  }
  const proper = found.filter(({ name }) => fileOf(name) === 'model.safetensors');
  const [first, second] = proper.length === 1 ? proper : found;
  if (second !== undefined) {
    throw new CheckpointError(
      `${first!.name} and ${second.name} are both weights; bring the files of one model.`,
    );
  }
  return first === undefined ? [] : [first];
}

/** The files that an index of safetensors names. */
async function shardsOf([index]: readonly ModelFile[]): Promise<string[] | null> {
  if (index === undefined) return null;
  return about(index, async () => {
    const written = JSON.parse(await textOf(index)) as { weight_map?: unknown } | null;
    const names: unknown[] = Object.values(written?.weight_map ?? {});
    if (names.length === 0 || !names.every((name) => typeof name === 'string')) {
      throw new CheckpointError('the index names no files');
    }
    return [...new Set(names)];
  });
}

async function readConfig(file: ModelFile): Promise<unknown> {
  const isYaml = /\.ya?ml$/i.test(file.name);
  const text = await textOf(file, isYaml ? MOST_YAML_BYTES : MOST_CONFIG_BYTES);
  if (!isYaml) {
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      throw new CheckpointError(`${CONFIG_FILE} is not valid JSON: ${(error as Error).message}.`);
    }
  }
  const { parse } = await import('yaml');
  try {
    // Aliases could blow a small file up.
    return parse(text, { maxAliasCount: 20, logLevel: 'error' }) as unknown;
  } catch (error) {
    throw new CheckpointError(`it is not valid YAML: ${(error as Error).message.split('\n')[0]}`);
  }
}

const MOST_CONFIG_BYTES = 16 * 2 ** 20;
/** Its parser needs far longer for each byte. */
const MOST_YAML_BYTES = 2 ** 16;

async function textOf({ source }: ModelFile, most = MOST_CONFIG_BYTES): Promise<string> {
  if (source.size > most) throw new CheckpointError('it is too large for a config');
  return new TextDecoder().decode(await source.read(0, source.size));
}

function noWeights(config: ModelFile | null, files: readonly ModelFile[]): CheckpointError {
  const wanted = 'a model\u2019s weights (*.safetensors, checkpoint, step_N, .pt)';
  if (config !== null)
    return new CheckpointError(
      `${config.name} came without weights: bring ${wanted} along with it.`,
    );
  const [first] = files;
  if (first === undefined)
    return new CheckpointError(`No file was given: bring ${wanted} and its ${CONFIG_FILE}.`);
  const ending = /\.[^./\\]*$/.exec(first.name)?.[0].toLowerCase() ?? '';
  const what = FOREIGN[ending] ?? 'is no part of a model';
  return new CheckpointError(`${first.name} ${what}; bring ${wanted} and its ${CONFIG_FILE}.`);
}

/** Files that people drop in place of weights. */
const FOREIGN: Readonly<Record<string, string>> = {
  '.onnx': 'is an ONNX graph, which cannot be taught',
  '.zip': 'is an archive; unpack it',
  '.gguf': 'is a language model of llama.cpp',
  '.bin': 'is of a form that is not read; rename it to .pt if PyTorch wrote it',
};

/** Runs a step and adds the file's name to its errors. */
async function about<T>({ name }: ModelFile, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    const { message } = error as Error;
    if ((error as Error).name === 'AbortError') throw error;
    const told = message.startsWith(CONFIG_FILE)
      ? `${name}${message.slice(CONFIG_FILE.length)}`
      : `${name}: ${message}`;
    throw new CheckpointError(told, { cause: error });
  }
}

const fileOf = (name: string) => pathOf(name).at(-1) ?? '';

/** The name of the weights, or of the folder if the name is one that all weights have. */
function nameFrom(weights: string, config: string): string {
  const candidates = [weights, config].flatMap((path) => {
    const parts = pathOf(path);
    const file = parts.pop()?.replace(/\.[^.]*$/, '') ?? '';
    return [file, parts.at(-1) ?? ''];
  });
  const telling = candidates.filter(
    (name) =>
      name !== '' &&
      name !== '.' &&
      !/^(model|weights|config|all_config|checkpoint|step_\d+|model-\d+-of-\d+)$/i.test(name),
  );
  // A folder's name says more than the kind of model.
  return telling.find((name) => !/^(eqr|hrm|trm)$/i.test(name)) ?? telling[0] ?? 'Imported model';
}

function pathOf(name: string): string[] {
  return name.split(/[/\\]/).filter((part) => part !== '');
}
