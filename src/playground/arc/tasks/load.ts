import { parseArcFiles, type ArcFile } from '../../../puzzles/arc/parse';
import { unescaped } from '../../../puzzles/plain-text';
import { createDownloadClient, type DownloadClient } from '../../../worker/download-client';
import type { ArcState } from '../store/state';

/** Reading more would block the page; ARC's two sets together are a tenth of it. */
export const MOST_BYTES = 40e6;

/**
 * Reads files a person chose or dropped. Files that cannot be read at all are reported like other
 * problems.
 */
export async function loadFiles(files: readonly File[], state: ArcState): Promise<void> {
  if (files.length === 0) return;
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const from = files.length === 1 ? files[0]!.name : `${files.length} files`;
  if (bytes > MOST_BYTES) {
    const message = `is ${Math.round(bytes / 1e6)} MB large; this page reads up to ${MOST_BYTES / 1e6} MB`;
    return state.failToLoad({ where: from, message });
  }
  try {
    const read = files.map(async (file): Promise<ArcFile> => {
      // Files of a chosen folder come with their path, all others without one.
      return { name: file.webkitRelativePath || file.name, text: await file.text() };
    });
    state.load(parseArcFiles(await Promise.all(read)), from);
  } catch (error) {
    state.failToLoad({ where: from, message: `could not be read: ${(error as Error).message}` });
  }
}

/** Reads tasks from a text that was pasted. */
export function loadText(text: string, state: ArcState): void {
  state.load(parseArcFiles([{ name: 'pasted', text }]), 'what was pasted');
}

/**
 * Fetches tasks from an address; the server must let other pages read it.
 * @param client does it, and is ended afterwards
 */
export async function loadUrl(
  address: string,
  state: ArcState,
  client: DownloadClient = createDownloadClient(),
): Promise<void> {
  const where = address.trim();
  if (!/^https?:/.test(where) || !URL.canParse(where)) {
    return state.failToLoad({ where, message: 'is not an address' });
  }
  try {
    const text = await new Promise<string>((resolve, reject) => {
      client.subscribe((event) => {
        if (event.type === 'fetched') resolve(event.text);
        if (event.type === 'download-failed') reject(new Error(event.message ?? 'cancelled'));
      });
      client.send({ type: 'fetch', address: where, most: MOST_BYTES });
    });
    state.load(parseArcFiles([{ name: nameOf(new URL(where)), text }]), where);
  } catch (error) {
    state.failToLoad({ where, message: `could not be fetched: ${(error as Error).message}` });
  } finally {
    client.dispose();
  }
}

/** The last parts of the path, which name the tasks. */
function nameOf(url: URL): string {
  const parts = url.pathname.split('/').filter((part) => part !== '');
  return parts.slice(-2).map(unescaped).join('/') || url.host;
}
