import { PuzzleFormatError } from '../format-error';

/**
 * Larger texts are not read: no collection of puzzles is larger, but some archives unpack to
 * gigabytes.
 */
const MOST_BYTES = 64 * 2 ** 20;

/** The first bytes of other kinds of files, and their names. */
const SIGNATURES: readonly (readonly [bytes: string, name: string])[] = [
  ['89504e47', 'a PNG picture'],
  ['ffd8ff', 'a JPEG picture'],
  ['47494638', 'a GIF picture'],
  ['52494646', 'a WebP picture or a sound'],
  ['25504446', 'a PDF'],
  ['504b0304', 'a zip archive or an office document'],
  ['d0cf11e0', 'an old office document'],
  ['53514c69', 'an SQLite database'],
  ['50415231', 'a Parquet table'],
  ['377abcaf', 'a 7z archive'],
];

/**
 * The text in the bytes of a file: UTF-8, or UTF-16 with or without a mark at its start, or else
 * Windows-1252; compressed by gzip or not.
 * @throws PuzzleFormatError with the probable kind of file, if it is not a text
 */
export async function fileText(bytes: Uint8Array): Promise<string> {
  const unpacked = bytes[0] === 0x1f && bytes[1] === 0x8b ? await gunzip(bytes) : bytes;
  if (unpacked.length > MOST_BYTES) throw tooLarge();
  const start = Array.from(unpacked.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0'));
  const known = SIGNATURES.find(([signature]) => start.join('').startsWith(signature));
  if (known !== undefined) throw new PuzzleFormatError(`this is ${known[1]}, not a text`);
  const text = decode(unpacked);
  if (text.includes('\0')) throw new PuzzleFormatError('this is a binary file, not a text');
  return text;
}

function decode(bytes: Uint8Array): string {
  const utf16 = byteOrder(bytes);
  if (utf16 !== null) return new TextDecoder(utf16).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** By the mark at its start, or by every second byte of the first hundred being 0. */
function byteOrder(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const first = bytes.subarray(0, 100 & ~1);
  if (first.length < 4) return null;
  const zeros = (rest: number) => first.filter((byte, at) => at % 2 === rest && byte === 0).length;
  const most = 0.4 * first.length;
  if (zeros(1) > most && zeros(0) === 0) return 'utf-16le';
  return zeros(0) > most && zeros(1) === 0 ? 'utf-16be' : null;
}

async function gunzip(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > MOST_BYTES) throw tooLarge();
      parts.push(value);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    if (error instanceof PuzzleFormatError) throw error;
    throw new PuzzleFormatError('this is a damaged gzip archive');
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const tooLarge = () =>
  new PuzzleFormatError(`this is larger than ${MOST_BYTES / 2 ** 20} MB; puzzles are smaller`);
