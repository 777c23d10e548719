import { parseConfig } from '../hrm/config';
import { CheckpointError } from './error';
import { assembleModel, CONFIG_FILE, parseConfigText, type LoadedModel } from './model-folder';

/** A file a person brought. The name may have folders in front of it. */
export interface ImportFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ImportedModel {
  readonly model: LoadedModel;
  /** A name for it, taken from the file or its folder. */
  readonly name: string;
  /** The type to keep it in: F16 where that loses nothing. */
  readonly dtype: 'F32' | 'F16';
}

/**
 * Puts a model together from the files a person dropped: weights as safetensors and their config, in
 * any order. Texts beside them, as model folders have, are passed over.
 *
 * @throws CheckpointError, one sentence with the name of the file that is wrong or missing and what
 *   to do
 */
export function importModel(files: readonly ImportFile[]): ImportedModel {
  const sorted = files.map((file) => ({ file, kind: kindOf(file) }));
  const foreign = sorted.find(({ kind }) => !['weights', 'config', 'text'].includes(kind));
  if (foreign !== undefined) throw new CheckpointError(`${foreign.file.name} ${foreign.kind}.`);
  const only = (wanted: 'weights' | 'config') => {
    const found = sorted.filter(({ kind }) => kind === wanted).map(({ file }) => file);
    const proper = found.filter(({ name }) => pathOf(name).at(-1) === CONFIG_FILE);
    const [first, second] = proper.length === 1 ? proper : found;
    if (second !== undefined) {
      const both = wanted === 'weights' ? 'weights' : 'configs';
      throw new CheckpointError(
        `${first!.name} and ${second.name} are both ${both}; bring the files of one model.`,
      );
    }
    return first;
  };
  const [weights, config] = [only('weights'), only('config')];
  if (weights === undefined) {
    throw new CheckpointError(
      config === undefined
        ? `No file was given: bring a model's weights (*.safetensors) and its ${CONFIG_FILE}.`
        : `${config.name} came without weights: bring the *.safetensors file along with it.`,
    );
  }
  if (config === undefined) {
    throw new CheckpointError(
      `${weights.name} came without its ${CONFIG_FILE}, which tells heads, cycles and positions: bring both files together, or write one with the keys of the official code's arch config.`,
    );
  }

  const settings = about(config, () => parseConfig(parseConfigText(textOf(config))));
  const model = about(weights, () => assembleModel(settings, weights.bytes));
  const dtype = model.dtypes.every((stored) => stored === 'F16') ? 'F16' : 'F32';
  return { model, name: nameFrom(weights.name, config.name), dtype };
}

/** `weights`, `config`, `text`, or what to say of a file that is none of them. */
function kindOf({ name, bytes }: ImportFile): string {
  const ending = /\.[^./\\]*$/.exec(name)?.[0].toLowerCase() ?? '';
  switch (ending) {
    case '.safetensors':
      return 'weights';
    case '.json':
      return 'config';
    case '.md':
    case '.txt':
      return 'text';
    case '.yaml':
    case '.yml':
      return `is YAML; the config is wanted as JSON, in a file such as ${CONFIG_FILE}`;
    case '.pt':
    case '.pth':
    case '.bin':
    case '.ckpt':
      return 'is a PyTorch checkpoint; convert it to safetensors first';
    case '.onnx':
      return 'is an ONNX graph, which cannot be taught; bring the safetensors file it was made from';
    case '.zip':
      return 'is an archive; unpack it and bring the files in it';
  }
  // Official checkpoints have no ending at all, and browsers may drop one.
  if (looksLikeJson(bytes)) return 'config';
  if (looksLikeSafetensors(bytes)) return 'weights';
  return `is neither safetensors nor JSON; bring a model's weights (*.safetensors) and its ${CONFIG_FILE}`;
}

function looksLikeJson(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*\{/.test(new TextDecoder().decode(bytes.subarray(0, 64)));
}

/** Eight bytes with the length of a header that fits the file, and the brace it begins with. */
function looksLikeSafetensors(bytes: Uint8Array): boolean {
  if (bytes.length < 9) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.getBigUint64(0, true) <= bytes.length - 8 && bytes[8] === 0x7b;
}

/** The decoder drops the mark some editors put in front of a text. */
function textOf({ bytes }: ImportFile): string {
  return new TextDecoder().decode(bytes);
}

/** Runs a step, and says of what fails in which file it was. */
function about<T>({ name }: ImportFile, step: () => T): T {
  try {
    return step();
  } catch (error) {
    const { message } = error as Error;
    const told = message.startsWith(CONFIG_FILE)
      ? `${name}${message.slice(CONFIG_FILE.length)}`
      : `${name}: ${message}`;
    throw new CheckpointError(told, { cause: error });
  }
}

/** The weights' own name, unless it is the one that every model's weights bear; then the folder's. */
function nameFrom(weights: string, config: string): string {
  const candidates = [weights, config].flatMap((path) => {
    const parts = pathOf(path);
    const file = parts.pop()?.replace(/\.[^.]*$/, '') ?? '';
    return [file, parts.at(-1) ?? ''];
  });
  const telling = candidates.find(
    (name) => name !== '' && name !== '.' && !/^(model|weights|config|checkpoint)$/i.test(name),
  );
  return telling ?? 'Imported model';
}

function pathOf(name: string): string[] {
  return name.split(/[/\\]/).filter((part) => part !== '');
}
