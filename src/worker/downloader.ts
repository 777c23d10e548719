import { MissingSettingsError, type Settings } from '../checkpoint/missing-settings';
import { lookAt, RemoteModel } from '../checkpoint/published';
import { openUrl } from '../checkpoint/url-source';
import { messageOf } from '../compute/message-of';
import type { DownloadCommand, DownloadEvent } from './download-protocol';

/** Milliseconds between two reports of progress. */
const TELL_EVERY = 100;

/** Fetches a model, or a text, from another site, once a person has agreed to that. */
export class Downloader {
  #remote: RemoteModel | null = null;
  #under = new AbortController();

  constructor(private readonly emit: (event: DownloadEvent) => void) {}

  async handle(command: DownloadCommand): Promise<void> {
    this.#under.abort();
    if (command.type === 'cancel-download') return;
    const { signal } = (this.#under = new AbortController());
    try {
      if (command.type === 'look') await this.#look(command, signal);
      else if (command.type === 'fetch') await this.#fetch(command, signal);
      else await this.#download(command.settings, signal);
    } catch (error) {
      if (!signal.aborted && error instanceof MissingSettingsError) {
        const { file, questions } = error;
        this.emit({ type: 'download-asks', file, questions });
        return;
      }
      const message = signal.aborted ? null : messageOf(error);
      this.emit({ type: 'download-failed', message });
    }
  }

  async #look(
    { address, hub }: Extract<DownloadCommand, { type: 'look' }>,
    signal: AbortSignal,
  ): Promise<void> {
    this.#remote = null;
    const files = await lookAt(address, { signal, ...(hub !== undefined && { hub }) });
    this.#remote = new RemoteModel(files);
    this.emit({ type: 'found', files });
  }

  async #fetch(
    { address, most }: Extract<DownloadCommand, { type: 'fetch' }>,
    signal: AbortSignal,
  ): Promise<void> {
    const what = new URL(address).pathname.split('/').at(-1)! || 'the file';
    const source = await openUrl(address, { what, most, signal: () => signal });
    // If the server does not give the size, it is known only at the end.
    const bytes = await source.read(0, source.size || most);
    this.emit({ type: 'fetched', text: new TextDecoder().decode(bytes) });
  }

  async #download(settings: Settings | undefined, signal: AbortSignal): Promise<void> {
    let told = -Infinity;
    const opened = await this.#remote!.open(
      (here) => {
        const now = performance.now();
        if (now - told < TELL_EVERY) return;
        told = now;
        this.emit({ type: 'download-progress', here });
      },
      signal,
      settings,
    );
    this.#remote = null;
    this.emit({ type: 'downloaded', opened });
  }
}
