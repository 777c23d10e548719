import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { UsageError } from './usage-error';

/** Buffered output: resolves at once unless the disk is slower. */
export type Write = (content: string | Uint8Array) => Promise<void>;

const BUFFER_BYTES = 1 << 18;

/**
 * Writes a file completely or not at all: it grows as `PATH.partial`, which is renamed at the end
 * and removed if `produce` fails. Creates missing folders.
 * @throws UsageError if the path cannot be written.
 */
export async function writeAtomically(
  path: string,
  produce: (write: Write) => Promise<void>,
): Promise<void> {
  const partial = `${path}.partial`;
  const file = await open(path, partial);
  const failed = new Promise<never>((_, reject) =>
    file.on('error', (error) => reject(new UsageError(`${path}: ${error.message}.`))),
  );
  const write: Write = async (content) => {
    if (!file.write(content)) await new Promise<void>((resolve) => file.once('drain', resolve));
  };
  const work = async () => {
    await produce(write);
    file.end();
    await finished(file);
  };
  try {
    await Promise.race([work(), failed]);
    await rename(partial, path);
  } catch (error) {
    file.destroy();
    await rm(partial, { force: true });
    throw error;
  }
}

async function open(path: string, partial: string): Promise<WriteStream> {
  const existing = await stat(path).catch(() => null);
  if (existing?.isDirectory()) throw new UsageError(`${path} is a folder; a file is wanted.`);
  await mkdir(dirname(path), { recursive: true }).catch((error: Error) => {
    throw new UsageError(`${path}: ${error.message}.`);
  });
  const file = createWriteStream(partial, { highWaterMark: BUFFER_BYTES });
  await new Promise<void>((resolve, reject) => {
    file.once('open', () => resolve());
    file.once('error', (error) => reject(new UsageError(`${path}: ${error.message}.`)));
  });
  return file;
}
