import type { ArcFile } from '../../../puzzles/arc/parse';
import type { ArcState } from '../store/state';

/** More would stall the page while it is read; ARC's two sets together are a tenth of it. */
export const MOST_BYTES = 40e6;

/** Reads files a person chose or dropped. Files that cannot be read at all are told like others. */
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
    state.load(await Promise.all(read), from);
  } catch (error) {
    state.failToLoad({ where: from, message: `could not be read: ${(error as Error).message}` });
  }
}

/** Fetches tasks from an address; the server must let other pages read it. */
export async function loadUrl(address: string, state: ArcState): Promise<void> {
  let url: URL;
  try {
    url = new URL(address.trim());
  } catch {
    return state.failToLoad({ where: address, message: 'is not an address' });
  }
  try {
    const response = await fetch(url, { credentials: 'omit' });
    if (!response.ok) throw new Error(`the server answers ${response.status}`);
    state.load([{ name: nameOf(url), text: await response.text() }], url.href);
  } catch (error) {
    const why = error instanceof TypeError ? 'the server cannot be reached from this page' : '';
    const message = `could not be fetched: ${why === '' ? (error as Error).message : why}`;
    state.failToLoad({ where: url.href, message });
  }
}

/** The last parts of the path, after which tasks are called. */
function nameOf(url: URL): string {
  const parts = url.pathname.split('/').filter((part) => part !== '');
  return parts.slice(-2).map(decodeURIComponent).join('/') || url.host;
}
