import type { DownloadCommand } from './download-protocol';
import { Downloader } from './downloader';

/** The Web Worker that fetches models from other sites: it starts when a person has agreed to that. */
const downloader = new Downloader((event) => postMessage(event));

addEventListener(
  'message',
  (message: MessageEvent<DownloadCommand>) => void downloader.handle(message.data),
);
