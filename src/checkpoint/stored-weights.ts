import type { ByteSource } from './byte-source';
import { CheckpointError } from './error';
import { bf16ToF32, f16ToF32 } from './half';
import { PickledTensor, readPickle } from './pickle';
import { parseHeader, type FloatDType } from './safetensors-header';
import { zipDirectory } from './zip-directory';

/** A tensor in a file, not yet read. */
export interface TensorInFile {
  /** The type's name in safetensors; another name if it is not a type of real numbers. */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Reads its numbers as f32: all, or those of the first `rows` rows. */
  read(rows?: number): Promise<Float32Array<ArrayBuffer>>;
}

const BYTES: Readonly<Record<FloatDType, number>> = { F32: 4, F16: 2, BF16: 2 };
const isFloat = (dtype: string): dtype is FloatDType => Object.hasOwn(BYTES, dtype);

/** The content of a file of weights. */
export interface StoredWeights {
  /** By their names in the file. */
  readonly tensors: ReadonlyMap<string, TensorInFile>;
  /** The config stored with them by a trainer, as a JSON value; `null` if there is none. */
  readonly config: unknown;
}

/** The tensors of a safetensors file or of a checkpoint of PyTorch. */
export async function weightsIn(source: ByteSource): Promise<StoredWeights> {
  const start = await source.read(0, Math.min(source.size, 8));
  if (start[0] === 0x50 && start[1] === 0x4b) return torchTensors(source);
  if (start[0] === 0x80) {
    throw new CheckpointError(
      'This checkpoint has the form PyTorch wrote before 1.6; load it there and save it again with torch.save.',
    );
  }
  return { tensors: await safetensors(source), config: null };
}

async function safetensors(source: ByteSource): Promise<Map<string, TensorInFile>> {
  const { entries, dataStart } = await parseHeader(source);
  return new Map(
    entries.map(({ name, dtype, shape, begin }) => [
      name,
      contiguous(source, name, dtype, shape, () => Promise.resolve(dataStart + begin)),
    ]),
  );
}

/** What PyTorch calls its storages. */
const STORAGES: Readonly<Record<string, FloatDType>> = {
  FloatStorage: 'F32',
  HalfStorage: 'F16',
  BFloat16Storage: 'BF16',
};
/** Where checkpoints of trainers keep the state dict. */
const WRAPPERS = ['state_dict', 'model_state_dict', 'model', 'module', 'ema'];

async function torchTensors(source: ByteSource): Promise<StoredWeights> {
  const files = await zipDirectory(source);
  const pickle = [...files].find(([name]) => /(^|\/)data\.pkl$/.test(name));
  if (pickle === undefined) {
    throw new CheckpointError(
      'This archive is no checkpoint of PyTorch: there is no data.pkl in it.',
    );
  }
  const folder = pickle[0].slice(0, -'data.pkl'.length);
  const { begin, end } = await pickle[1]();
  const saved = readPickle(await source.read(begin, end));
  const state = stateDict(saved);
  const tensors = new Map<string, TensorInFile>();
  for (const [name, value] of state) {
    if (typeof name !== 'string' || !(value instanceof PickledTensor)) continue;
    const { key, storage, offset, shape, strides } = value;
    const dtype = STORAGES[storage] ?? storage;
    const size = isFloat(dtype) ? BYTES[dtype] : 1;
    const tensor = contiguous(source, name, dtype, shape, async () => {
      const entry = await files.get(`${folder}data/${key}`)?.();
      if (entry === undefined)
        throw new CheckpointError(`Tensor ${name}: its numbers are missing.`);
      const count = shape.reduce((product, extent) => product * extent, 1);
      if (entry.begin + (offset + count) * size > entry.end) {
        throw new CheckpointError(`Tensor ${name}: its storage is too short.`);
      }
      if (!isContiguous(shape, strides)) {
        throw new CheckpointError(
          `Tensor ${name} is a transposed view; save it after .contiguous().`,
        );
      }
      return entry.begin + offset * size;
    });
    tensors.set(name, tensor);
  }
  if (tensors.size === 0) throw new CheckpointError('There are no tensors in this checkpoint.');
  const config: unknown = saved instanceof Map && saved !== state ? saved.get('config') : null;
  return { tensors, config: config instanceof Map ? plain(config) : null };
}

/** Dictionaries of a pickle as objects; values that JSON does not have are left out. */
function plain(saved: Map<unknown, unknown>): unknown {
  // A value that contains itself, or the same part twice at every level, would be endless.
  let left = 10_000;
  const convert = (value: unknown): unknown => {
    if (left-- <= 0) throw new CheckpointError('The config in the checkpoint is too large.');
    if (value instanceof Map) {
      return Object.fromEntries([...value].map(([key, item]) => [String(key), convert(item)]));
    }
    if (Array.isArray(value)) return value.map(convert);
    return value === null || ['string', 'number', 'boolean'].includes(typeof value)
      ? value
      : undefined;
  };
  return convert(saved);
}

function stateDict(value: unknown): Map<unknown, unknown> {
  if (!(value instanceof Map)) throw new CheckpointError('This checkpoint holds no state dict.');
  // Models are measured with the moving average (`save_checkpoint` of Equilibrium Reasoners).
  const ema = value.get('ema') as unknown;
  const shadow = ema instanceof Map ? (ema.get('shadow') as unknown) : null;
  if (shadow instanceof Map && shadow.size > 0) return shadow;
  const hasTensors = [...value.values()].some((item) => item instanceof PickledTensor);
  const inner = WRAPPERS.map((name) => value.get(name) as unknown).find(
    (item) => item instanceof Map,
  );
  return hasTensors || inner === undefined ? (value as Map<unknown, unknown>) : stateDict(inner);
}

function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= shape[axis]!;
  }
  return true;
}

function contiguous(
  source: ByteSource,
  name: string,
  dtype: string,
  shape: readonly number[],
  begins: () => Promise<number>,
): TensorInFile {
  const read = async (rows = shape[0] ?? 1) => {
    if (!isFloat(dtype)) {
      throw new CheckpointError(
        `Tensor ${name} is stored as ${dtype}; weights are F32, F16 or BF16.`,
      );
    }
    const count = shape.slice(1).reduce((product, extent) => product * extent, rows);
    const begin = await begins();
    const { buffer, length } = await source.read(begin, begin + count * BYTES[dtype]);
    if (length < count * BYTES[dtype])
      throw new CheckpointError(`Tensor ${name}: the file is truncated.`);
    return toF32(dtype, buffer);
  };
  return { dtype, shape, read };
}

function toF32(dtype: FloatDType, buffer: ArrayBuffer): Float32Array<ArrayBuffer> {
  if (dtype === 'F32') return new Float32Array(buffer);
  const halves = new Uint16Array(buffer);
  return dtype === 'F16' ? f16ToF32(halves) : bf16ToF32(halves);
}
