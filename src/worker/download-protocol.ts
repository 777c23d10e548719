import type { SettingQuestion, Settings } from '../checkpoint/missing-settings';
import type { OpenedModel } from '../checkpoint/open-files';
import type { RemoteFile } from '../checkpoint/published';

/** The messages between the page and the worker that fetches models and tasks from other sites. */
export type DownloadCommand =
  /** Ask what is at an address; `found` or `download-failed` follows. */
  | { readonly type: 'look'; readonly address: string; readonly hub?: string }
  /**
   * Fetch the found files; bytes from an earlier attempt are not fetched again. `settings` are a
   * person's answers to `download-asks`.
   */
  | { readonly type: 'download'; readonly settings?: Settings }
  /** Fetch a text of at most `most` bytes; `fetched` or `download-failed` follows. */
  | { readonly type: 'fetch'; readonly address: string; readonly most: number }
  /** Cancel what is in progress; `download-failed` follows with `message: null`. */
  | { readonly type: 'cancel-download' };

export type DownloadEvent =
  | { readonly type: 'found'; readonly files: readonly RemoteFile[] }
  | { readonly type: 'download-progress'; readonly here: number }
  /** The config lacks settings that a person must give; another `download` continues with them. */
  | {
      readonly type: 'download-asks';
      readonly file: string;
      readonly questions: readonly SettingQuestion[];
    }
  | { readonly type: 'downloaded'; readonly opened: OpenedModel }
  | { readonly type: 'fetched'; readonly text: string }
  | { readonly type: 'download-failed'; readonly message: string | null };
