import { lookAt, RemoteModel } from '../checkpoint/published';
import type { DownloadCommand, DownloadEvent } from './download-protocol';
import { messageOf } from './message-of';

/** Milliseconds between two words about progress. */
const TELL_EVERY = 100;

/** Fetches a model from another site, once a person has agreed to that. */
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
      else await this.#download(signal);
    } catch (error) {
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

  async #download(signal: AbortSignal): Promise<void> {
    let told = -Infinity;
    const opened = await this.#remote!.open((here) => {
      const now = performance.now();
      if (now - told < TELL_EVERY) return;
      told = now;
      this.emit({ type: 'download-progress', here });
    }, signal);
    this.#remote = null;
    this.emit({ type: 'downloaded', opened });
  }
}
