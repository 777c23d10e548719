import type { SettingQuestion, Settings } from '../checkpoint/missing-settings';
import type { OpenedModel } from '../checkpoint/open-files';
import type { RemoteFile } from '../checkpoint/published';

/** What the page and the worker that fetches models and tasks from other sites say to each other. */
export type DownloadCommand =
  /** Ask what lies at an address; `found` or `download-failed` follows. */
  | { readonly type: 'look'; readonly address: string; readonly hub?: string }
  /**
   * Fetch what was found; what came in an earlier attempt is not fetched again.
   * `settings` are what a person told when `download-asks` came.
   */
  | { readonly type: 'download'; readonly settings?: Settings }
  /** Fetch a text, of so many bytes at most; `fetched` or `download-failed` follows. */
  | { readonly type: 'fetch'; readonly address: string; readonly most: number }
  /** Break off what is under way; `download-failed` follows with `message: null`. */
  | { readonly type: 'cancel-download' };

export type DownloadEvent =
  | { readonly type: 'found'; readonly files: readonly RemoteFile[] }
  | { readonly type: 'download-progress'; readonly here: number }
  /** The config lacks settings that a person must tell; another `download` goes on with them. */
  | {
      readonly type: 'download-asks';
      readonly file: string;
      readonly questions: readonly SettingQuestion[];
    }
  | { readonly type: 'downloaded'; readonly opened: OpenedModel }
  | { readonly type: 'fetched'; readonly text: string }
  | { readonly type: 'download-failed'; readonly message: string | null };
