import { loadSource } from '../checkpoint/load-source';
import { Ladder } from '../compute/ladder';
import { wasmUrl } from '../compute/onnx/wasm-url';
import { thinkingRungs } from '../compute/rungs';
import { Engine } from './engine';
import type { Command } from './protocol';
import { rowHelpers } from './row-helpers';

/** The Web Worker: joins the engine to the browser's network, cache, GPU and message port. */
export function serve(): (command: Command) => void {
  const engine = new Engine(
    {
      loadModel: (source, onProgress) => loadSource(source, { onProgress }),
      ladder: new Ladder(thinkingRungs({ wasmUrl })),
      helpers: rowHelpers(),
    },
    (event) => postMessage(event),
  );
  return (command) => engine.handle(command);
}
