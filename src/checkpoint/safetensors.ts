import { CheckpointError } from './error';
import { bf16ToF32, f16ToF32, f32ToF16 } from './half';
import { isFloatDType, readHeader, type FloatDType } from './safetensors-header';

/**
 * The safetensors format (https://github.com/huggingface/safetensors): eight bytes with the length
 * of the header as a little-endian integer, the header as JSON, then the numbers of all tensors,
 * back to back, little-endian. Every machine a browser or Node runs on is little-endian, so typed
 * arrays read the numbers directly.
 */
export interface Safetensors {
  /** In the order of the header, those of real numbers only. */
  readonly tensors: Map<string, StoredTensor>;
  /** Free text pairs of the header's `__metadata__`. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface StoredTensor {
  /** The type in the file; `data` is always f32. */
  readonly dtype: FloatDType;
  readonly shape: readonly number[];
  /** Row-major, a copy of the file's bytes. */
  readonly data: Float32Array<ArrayBuffer>;
}

/** @throws CheckpointError naming the tensor or header field that is wrong. */
export function readSafetensors(file: Uint8Array | ArrayBuffer): Safetensors {
  const bytes = file instanceof Uint8Array ? file : new Uint8Array(file);
  const { entries, metadata, dataStart } = readHeader(bytes);
  const tensors = new Map<string, StoredTensor>();
  for (const { name, dtype, shape, begin, end } of entries) {
    if (!isFloatDType(dtype)) continue;
    // The copy is aligned, even if the tensor in the file is not.
    const { buffer } = new Uint8Array(bytes.subarray(dataStart + begin, dataStart + end));
    tensors.set(name, { dtype, shape, data: toF32(dtype, buffer) });
  }
  return { tensors, metadata };
}

function toF32(dtype: FloatDType, buffer: ArrayBuffer): Float32Array<ArrayBuffer> {
  switch (dtype) {
    case 'F32':
      return new Float32Array(buffer);
    case 'F16':
      return f16ToF32(new Uint16Array(buffer));
    case 'BF16':
      return bf16ToF32(new Uint16Array(buffer));
  }
}

export interface WritableTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/**
 * Writes tensors in the order given. The header is padded with spaces so that the numbers start at
 * a multiple of eight bytes.
 *
 * @throws CheckpointError if a tensor's shape and length disagree, or if a finite number is beyond
 *   F16's range (±65504).
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, WritableTensor>,
  dtype: 'F32' | 'F16',
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const header: [string, unknown][] = [];
  if (Object.keys(metadata).length > 0) header.push(['__metadata__', metadata]);
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, tensor] of tensors) {
    const part = encode(name, tensor, dtype);
    const span = [offset, offset + part.length];
    header.push([name, { dtype, shape: tensor.shape, data_offsets: span }]);
    parts.push(part);
    offset += part.length;
  }

  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const headerLength = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(8 + headerLength + offset).fill(0x20, 8, 8 + headerLength);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true);
  file.set(json, 8);
  let position = 8 + headerLength;
  for (const part of parts) {
    file.set(part, position);
    position += part.length;
  }
  return file;
}

function encode(name: string, { shape, data }: WritableTensor, dtype: 'F32' | 'F16'): Uint8Array {
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (size !== data.length) {
    throw new CheckpointError(
      `Tensor ${name}: shape [${shape.join(', ')}] needs ${size} numbers, but ${data.length} were given.`,
    );
  }
  if (dtype === 'F32') return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const halves = f32ToF16(data);
  const overflow = halves.findIndex(
    (half, i) => (half & 0x7fff) === 0x7c00 && Number.isFinite(data[i]),
  );
  if (overflow !== -1) {
    throw new CheckpointError(
      `Tensor ${name}: ${data[overflow]!} is beyond the range of F16; write the model as F32.`,
    );
  }
  return new Uint8Array(halves.buffer);
}
