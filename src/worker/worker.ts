import { loadSource } from '../checkpoint/load-source';
import { wasmUrl } from '../compute/onnx/wasm-url';
import { chooseBackend } from '../reasoning/backends';
import { Engine } from './engine';
import type { Command } from './protocol';

/** The Web Worker: joins the engine to the browser's network, cache, GPU and message port. */
const engine = new Engine(
  {
    loadModel: (source, onProgress) => loadSource(source, { onProgress }),
    async openBackend(wanted) {
      // `navigator.gpu` is missing in older browsers, whatever its type says.
      const gpu = navigator.gpu as GPU | undefined;
      const { backend, reason, available } = await chooseBackend(wanted, { gpu, wasmUrl });
      const { kind, description } = backend;
      return { backend, report: { kind, description, reason, available } };
    },
  },
  (event) => postMessage(event),
);

addEventListener('message', (message: MessageEvent<Command>) => engine.handle(message.data));
