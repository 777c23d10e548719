import type { ByteSource } from './byte-source';
import { duplicateKey } from './duplicate-key';
import { CheckpointError } from './error';

export type FloatDType = 'F32' | 'F16' | 'BF16';

const BYTES_PER_NUMBER: Readonly<Record<string, number>> = {
  F32: 4,
  F16: 2,
  BF16: 2,
} satisfies Record<FloatDType, number>;

/** Types of tensors that are not weights; such tensors may be in the file and are ignored. */
const OTHER_BYTES: Readonly<Record<string, number>> = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E5M2: 1,
  F8_E4M3: 1,
  I16: 2,
  U16: 2,
  I32: 4,
  U32: 4,
  I64: 8,
  U64: 8,
  F64: 8,
};

/**
 * The format's own limit, which prevents a hostile file from making a reader parse gigabytes of
 * JSON.
 */
const MAX_HEADER_BYTES = 100_000_000;

/** Weights are vectors and matrices; other tensors of a file may have a few more axes. */
const MOST_AXES = 32;

/** One tensor of the header, checked. `begin` and `end` are bytes from the start of the numbers. */
export interface TensorEntry {
  readonly name: string;
  /** One of `FloatDType`, or another type of the format. */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly entries: readonly TensorEntry[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Byte of the file at which the numbers begin. */
  readonly dataStart: number;
}

/**
 * Reads and checks the header of a safetensors file against all rules of the format: each tensor's
 * extent fits its shape and type, and the tensors tile the data without gap or overlap.
 *
 * @throws CheckpointError naming the tensor or header field that is wrong.
 */
export function readHeader(bytes: Uint8Array): SafetensorsHeader {
  return headerOf(bytes, bytes.length);
}

/** The same for a file of which only the header has been read. */
export async function parseHeader(source: ByteSource): Promise<SafetensorsHeader> {
  const start = await source.read(0, Math.min(source.size, 64));
  const length = start.length < 8 ? 0n : new DataView(start.buffer).getBigUint64(0, true);
  const isPlausible = length <= MAX_HEADER_BYTES && length <= source.size - 8;
  const bytes = isPlausible ? await source.read(0, 8 + Number(length)) : start;
  return headerOf(bytes, source.size);
}

/** @param size bytes of the whole file, of which `bytes` is at least the header */
function headerOf(bytes: Uint8Array, size: number): SafetensorsHeader {
  const { text, dataStart } = headerText(bytes, size);
  const entries: TensorEntry[] = [];
  let metadata: Readonly<Record<string, string>> = {};
  for (const [name, value] of Object.entries(parseObject(text))) {
    if (name === '__metadata__') metadata = checkMetadata(value);
    else entries.push(checkEntry(name, value));
  }
  checkTiling(entries, size - dataStart);
  return { entries, metadata, dataStart };
}

function headerText(bytes: Uint8Array, size: number): { text: string; dataStart: number } {
  if (bytes.length < 8) {
    throw new CheckpointError(
      `The weights file is truncated: it has ${bytes.length} of the 8 bytes that tell the length of its header.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  const available = size - 8;
  if (length > available || length > MAX_HEADER_BYTES) {
    const foreign = foreignFormat(bytes);
    if (foreign !== null) {
      throw new CheckpointError(`The weights file is not safetensors but ${foreign}.`);
    }
    throw new CheckpointError(
      length > MAX_HEADER_BYTES
        ? `The weights file's header claims ${length} bytes, more than the ${MAX_HEADER_BYTES} the safetensors format allows.`
        : `The weights file is truncated: its header has ${length} bytes, but only ${available} follow.`,
    );
  }
  const dataStart = 8 + Number(length);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes.subarray(8, dataStart),
    );
  } catch {
    throw new CheckpointError("The weights file's header is not valid UTF-8.");
  }
  return { text, dataStart };
}

/** The most common other files, by their first bytes. */
function foreignFormat(bytes: Uint8Array): string | null {
  const start = String.fromCharCode(...bytes.subarray(0, 40));
  if (start.startsWith('PK')) {
    return 'a zip archive, probably a PyTorch checkpoint';
  }
  if (start.startsWith('\x80')) {
    return 'a Python pickle, probably a PyTorch checkpoint; convert it to safetensors first';
  }
  if (/^\s*</.test(start)) return 'a web page';
  if (start.startsWith('version https://git-lfs')) {
    return 'a Git LFS pointer; fetch the file it stands for with `git lfs pull`';
  }
  return null;
}

function parseObject(text: string): Record<string, unknown> {
  if (!text.startsWith('{')) {
    throw new CheckpointError("The weights file's header does not begin with “{”.");
  }
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch (error) {
    throw new CheckpointError(`The weights file's header is not valid JSON: ${reason(error)}.`);
  }
  const twice = duplicateKey(text);
  if (twice !== null) {
    throw new CheckpointError(`The weights file's header names “${twice}” twice.`);
  }
  return header as Record<string, unknown>;
}

function checkMetadata(value: unknown): Record<string, string> {
  if (!isObject(value)) {
    throw new CheckpointError("The weights file's __metadata__ is not an object.");
  }
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') {
      throw new CheckpointError(`The weights file's __metadata__.${key} is not a string.`);
    }
  }
  return value as Record<string, string>;
}

function checkEntry(name: string, value: unknown): TensorEntry {
  const fail = (problem: string) => new CheckpointError(`Tensor ${name}: ${problem}.`);
  if (!isObject(value)) throw fail('its header entry is not an object');
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string') throw fail('dtype is missing or not a string');
  const bytes = BYTES_PER_NUMBER[dtype] ?? OTHER_BYTES[dtype];
  if (bytes === undefined || !Object.hasOwn({ ...BYTES_PER_NUMBER, ...OTHER_BYTES }, dtype)) {
    throw fail(`dtype ${dtype} is not supported (${Object.keys(BYTES_PER_NUMBER).join(', ')} are)`);
  }
  if (!isListOfCounts(shape)) throw fail('shape is not a list of non-negative integers');
  if (shape.length > MOST_AXES) throw fail(`shape has ${shape.length} axes, more than any weight`);
  if (!isListOfCounts(offsets) || offsets.length !== 2) {
    throw fail('data_offsets is not a pair of non-negative integers');
  }
  const [begin, end] = offsets as [number, number];
  if (begin > end) throw fail(`data_offsets [${begin}, ${end}] end before they begin`);
  const needed = shape.reduce((product, extent) => product * extent, bytes);
  if (needed !== end - begin) {
    throw fail(
      `shape [${shape.join(', ')}] in ${dtype} takes ${needed} bytes, but data_offsets span ${end - begin}`,
    );
  }
  return { name, dtype, shape, begin, end };
}

/** In the order of their offsets, each tensor must begin where the one before it ends. */
function checkTiling(entries: readonly TensorEntry[], dataBytes: number): void {
  let position = 0;
  let before = 'the header';
  const inOrder = [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end);
  for (const { name, begin, end } of inOrder) {
    if (begin < position) throw new CheckpointError(`Tensor ${name} overlaps ${before}.`);
    if (begin > position) {
      throw new CheckpointError(
        `Tensor ${name} leaves a hole of ${begin - position} bytes after ${before}.`,
      );
    }
    if (end > dataBytes) {
      throw new CheckpointError(
        `Tensor ${name}: the weights file is truncated; it has ${dataBytes} bytes of numbers, and this tensor ends at byte ${end}.`,
      );
    }
    position = end;
    before = `tensor ${name}`;
  }
  if (position < dataBytes) {
    throw new CheckpointError(
      `The weights file has ${dataBytes - position} bytes after ${before} that belong to no tensor.`,
    );
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isFloatDType(dtype: string): dtype is FloatDType {
  return Object.hasOwn(BYTES_PER_NUMBER, dtype);
}

function isListOfCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
