import type { ByteSource } from './byte-source';
import { CheckpointError } from './error';

/** An uncompressed file in an archive. */
export interface ZipEntry {
  readonly begin: number;
  readonly end: number;
}

/** The end record is 22 bytes and a comment of at most 64 kB. */
const END_BYTES = 22 + 0xffff;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
/** A larger directory does not belong to a checkpoint. */
const MOST_DIRECTORY_BYTES = 64 * 2 ** 20;

/**
 * The positions of the files in a zip archive, by name. Only the directory at the end is read, and
 * a few bytes before each requested file. PyTorch stores its files without compression.
 * @throws CheckpointError if it is no zip archive, or a file in it is compressed
 */
export async function zipDirectory(
  source: ByteSource,
): Promise<Map<string, () => Promise<ZipEntry>>> {
  try {
    return await readDirectory(source);
  } catch (error) {
    // Lengths that reach beyond the archive.
    if (error instanceof RangeError) throw damaged();
    throw error;
  }
}

async function readDirectory(source: ByteSource): Promise<Map<string, () => Promise<ZipEntry>>> {
  const tail = await source.read(Math.max(0, source.size - END_BYTES), source.size);
  const view = new DataView(tail.buffer);
  let at = tail.length - 22;
  while (at >= 0 && view.getUint32(at, true) !== END) at--;
  if (at < 0) throw new CheckpointError('This is no zip archive, or it is truncated.');
  let [size, begin] = [view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
  if (at >= 20 && view.getUint32(at - 20, true) === LOCATOR_64) {
    const end64 = Number(view.getBigUint64(at - 20 + 8, true));
    const record = new DataView((await source.read(end64, end64 + 56)).buffer);
    if (record.byteLength < 56 || record.getUint32(0, true) !== END_64) throw damaged();
    [size, begin] = [Number(record.getBigUint64(40, true)), Number(record.getBigUint64(48, true))];
  }
  if (size > MOST_DIRECTORY_BYTES || begin + size > source.size) throw damaged();
  return readEntries(source, await source.read(begin, begin + size));
}

function readEntries(source: ByteSource, bytes: Uint8Array<ArrayBuffer>) {
  const view = new DataView(bytes.buffer);
  const entries = new Map<string, () => Promise<ZipEntry>>();
  for (let at = 0; at + 46 <= bytes.length && view.getUint32(at, true) === ENTRY;) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      view.getUint16(at + field, true),
    ) as [number, number, number];
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const method = view.getUint16(at + 10, true);
    const extra = new DataView(bytes.buffer, at + 46 + nameLength, extraLength);
    const { stored, header } = sizes64(extra, {
      length: view.getUint32(at + 24, true),
      stored: view.getUint32(at + 20, true),
      header: view.getUint32(at + 42, true),
    });
    entries.set(name, async () => {
      if (method !== 0)
        throw new CheckpointError(
          `${name} in the archive is compressed; PyTorch stores it as it is.`,
        );
      // The names and extras before the numbers may differ from those of the directory.
      const local = new DataView((await source.read(header, header + 30)).buffer);
      if (local.byteLength < 30) throw damaged();
      const begin = header + 30 + local.getUint16(26, true) + local.getUint16(28, true);
      if (begin + stored > source.size) throw damaged();
      return { begin, end: begin + stored };
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

interface Sizes {
  readonly length: number;
  readonly stored: number;
  readonly header: number;
}

/** Sizes beyond 32 bits are in an extra field, in this order. */
function sizes64(extra: DataView, sizes: Sizes): Sizes {
  const found = { ...sizes };
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) !== 1) continue;
    let field = at + 4;
    for (const name of ['length', 'stored', 'header'] as const) {
      if (found[name] !== 0xffffffff) continue;
      found[name] = Number(extra.getBigUint64(field, true));
      field += 8;
    }
  }
  return found;
}

const damaged = () => new CheckpointError('The archive is damaged or truncated.');
