import type { OpenedModel } from '../checkpoint/open-files';
import type { RemoteFile } from '../checkpoint/published';

/** What the page and the worker that fetches models and tasks from other sites say to each other. */
export type DownloadCommand =
  /** Ask what lies at an address; `found` or `download-failed` follows. */
  | { readonly type: 'look'; readonly address: string; readonly hub?: string }
  /** Fetch what was found; what came in an earlier attempt is not fetched again. */
  | { readonly type: 'download' }
  /** Fetch a text, of so many bytes at most; `fetched` or `download-failed` follows. */
  | { readonly type: 'fetch'; readonly address: string; readonly most: number }
  /** Break off what is under way; `download-failed` follows with `message: null`. */
  | { readonly type: 'cancel-download' };

export type DownloadEvent =
  | { readonly type: 'found'; readonly files: readonly RemoteFile[] }
  | { readonly type: 'download-progress'; readonly here: number }
  | { readonly type: 'downloaded'; readonly opened: OpenedModel }
  | { readonly type: 'fetched'; readonly text: string }
  | { readonly type: 'download-failed'; readonly message: string | null };
