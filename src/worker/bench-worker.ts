import { openBackend } from '../compute/rungs';
import type { BenchCommand } from './bench-protocol';
import { Benchmarker } from './benchmarker';

/** The Web Worker of the page to measure with. */
const benchmarker = new Benchmarker(
  // `navigator.gpu` is missing in older browsers, whatever its type says.
  (kind) => openBackend(kind, { gpu: navigator.gpu, measuring: true }),
  (event) => postMessage(event),
);

addEventListener('message', (message: MessageEvent<BenchCommand>) =>
  benchmarker.handle(message.data),
);
