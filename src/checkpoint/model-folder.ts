import { parseConfig, type HrmConfig } from '../hrm/config';
import {
  parameterName,
  parameterSpecs,
  type HrmModel,
  type ParameterSpec,
} from '../hrm/parameters';
import { layerCount, modulesOf, type Level } from '../hrm/schedule';
import { CheckpointError } from './error';
import { readSafetensors, writeSafetensors, type StoredTensor } from './safetensors';
import type { FloatDType } from './safetensors-header';

/** Names of the files in a model folder. */
export const CONFIG_FILE = 'config.json';
export const WEIGHTS_FILE = 'model.safetensors';

/** A model read from its folder. */
export interface LoadedModel extends HrmModel {
  /** The stored types of the numbers: usually one, several in a mixed checkpoint. */
  readonly dtypes: readonly FloatDType[];
  /**
   * Tensors of the file that do not belong to an HRM, such as an optimiser's; they were left out.
   */
  readonly ignored: readonly string[];
}

/**
 * Builds a model from the two files of its folder. Tensors have the official names; `_orig_mod.`
 * from `torch.compile` is accepted anywhere in a name.
 *
 * @param config the parsed `config.json`, unchecked
 * @param weights the bytes of `model.safetensors`
 * @throws ConfigError naming the fields that are wrong
 * @throws CheckpointError naming the tensor that is missing, misshapen, not finite, stored twice,
 * or
 *   that contradicts the config
 */
export function assembleModel(config: unknown, weights: Uint8Array | ArrayBuffer): LoadedModel {
  const checked = parseConfig(config);
  const stored = withOfficialNames(readSafetensors(weights).tensors);
  return assembleTensors(checked, stored, []);
}

/**
 * Builds a model from tensors that were read already, by their official names.
 * @param others names of tensors in the file that were not read
 */
export function assembleTensors(
  config: HrmConfig,
  stored: ReadonlyMap<string, StoredTensor>,
  others: readonly string[],
): LoadedModel {
  const specs = parameterSpecs(config);
  const wanted = new Set(specs.map(({ name }) => name));
  const ignored = [...stored.keys(), ...others].filter((name) => !wanted.has(name));
  for (const name of ignored) rejectContradiction(name, config);
  const chosen = specs.map((spec) => {
    const tensor = stored.get(spec.name);
    if (tensor === undefined) throw missing(spec, ignored);
    checkTensor(spec, tensor);
    return [spec.name, tensor] as const;
  });
  return {
    config,
    weights: new Map(chosen.map(([name, { data }]) => [name, data])),
    dtypes: [...new Set(chosen.map(([, { dtype }]) => dtype))],
    ignored,
  };
}

/** @throws CheckpointError unless the text is JSON; `assembleModel` checks its content. */
export function parseConfigText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CheckpointError(`${CONFIG_FILE} is not valid JSON: ${(error as Error).message}.`);
  }
}

/** The text of `config.json`: the official keys and the `puzzle` block. */
export function configJson(config: HrmConfig): string {
  return `${JSON.stringify(config, null, 2)}\n`;
}

/**
 * The bytes of `model.safetensors`, under the official names.
 *
 * @throws CheckpointError if a weight is missing, misshapen or not finite, or too large for F16
 */
export function safetensorsOf(model: HrmModel, dtype: 'F32' | 'F16'): Uint8Array<ArrayBuffer> {
  const tensors = new Map<string, { shape: readonly number[]; data: Float32Array }>();
  for (const spec of parameterSpecs(model.config)) {
    const data = model.weights.get(spec.name);
    if (data === undefined) throw missing(spec, []);
    checkFinite(spec, data);
    tensors.set(spec.name, { shape: spec.shape, data });
  }
  // Python's loaders need this entry to accept a file as PyTorch's.
  return writeSafetensors(tensors, dtype, { format: 'pt' });
}

/**
 * The two files of a model folder, as `assembleModel` reads them. Throws the same errors as
 * `safetensorsOf`.
 */
export function serializeModel(
  model: HrmModel,
  dtype: 'F32' | 'F16',
): { config: string; weights: Uint8Array<ArrayBuffer> } {
  return { config: configJson(model.config), weights: safetensorsOf(model, dtype) };
}

function withOfficialNames(tensors: ReadonlyMap<string, StoredTensor>): Map<string, StoredTensor> {
  const renamed = new Map<string, StoredTensor>();
  for (const [stored, tensor] of tensors) {
    const name = stored
      .split('.')
      .filter((part) => part !== '_orig_mod')
      .join('.');
    if (renamed.has(name)) {
      throw new CheckpointError(
        `Tensor ${name} is stored twice, once with “_orig_mod.” in its name.`,
      );
    }
    renamed.set(name, tensor);
  }
  return renamed;
}

/**
 * If the weights have a part of an HRM that the config lacks, they do not belong together: the
 * model would run and answer nonsense.
 */
function rejectContradiction(name: string, config: HrmConfig): void {
  const fail = (key: keyof HrmConfig) =>
    new CheckpointError(
      `Tensor ${name} has no place in a model with ${key} = ${JSON.stringify(config[key])}; ${CONFIG_FILE} and ${WEIGHTS_FILE} do not belong together.`,
    );
  const layer = /^model\.inner\.([HL])_level\.layers\.(\d+)\./.exec(name);
  if (layer !== null) {
    const module = layer[1] as Level;
    if (!modulesOf(config).includes(module)) throw fail('arch');
    if (Number(layer[2]) >= layerCount(config, module)) throw fail(`${module}_layers`);
    throw fail('mlp_t');
  }
  if (name === parameterName.positionTable) throw fail('pos_encodings');
  if (name === parameterName.puzzleTable) throw fail('puzzle_emb_ndim');
}

function missing(spec: ParameterSpec, others: readonly string[]): CheckpointError {
  const shape = `[${spec.shape.join(', ')}]`;
  const namesake = others.find(
    (name) => spec.name.endsWith(`.${name}`) || name.endsWith(`.${spec.name}`),
  );
  const hint = namesake === undefined ? '' : `; the file has ${namesake}, under another prefix`;
  return new CheckpointError(`Tensor ${spec.name} ${shape} is missing${hint}.`);
}

function checkTensor(spec: ParameterSpec, tensor: StoredTensor): void {
  const { name, shape } = spec;
  if (
    shape.length !== tensor.shape.length ||
    shape.some((extent, i) => extent !== tensor.shape[i])
  ) {
    throw new CheckpointError(
      `Tensor ${name} has shape [${tensor.shape.join(', ')}], but the config asks for [${shape.join(', ')}].`,
    );
  }
  checkFinite(spec, tensor.data);
}

function checkFinite({ name, shape }: ParameterSpec, data: Float32Array): void {
  const flat = data.findIndex((value) => !Number.isFinite(value));
  if (flat === -1) return;
  let rest = flat;
  const index = shape.map(() => 0);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index[axis] = rest % shape[axis]!;
    rest = Math.floor(rest / shape[axis]!);
  }
  throw new CheckpointError(`Tensor ${name} holds ${data[flat]!} at [${index.join(', ')}].`);
}
