import { openBackend } from '../compute/rungs';
import type { BenchCommand } from './bench-protocol';
import { Benchmarker } from './benchmarker';

/** The Web Worker of the page to measure with. */
const benchmarker = new Benchmarker(
  (kind) => openBackend(kind, { measuring: true }),
  (event) => postMessage(event),
);

addEventListener('message', (message: MessageEvent<BenchCommand>) =>
  benchmarker.handle(message.data),
);
