import { loadSource } from '../checkpoint/load-source';
import { Ladder } from '../compute/ladder';
import { wasmUrl } from '../compute/onnx/wasm-url';
import { thinkingRungs } from '../compute/rungs';
import type { EvaluationCommand } from './evaluation-protocol';
import { Evaluator } from './evaluator';
import { rowHelpers } from './row-helpers';

/** The Web Worker that measures models, so that the engine stays free. */
export function serve(): (command: EvaluationCommand) => void {
  const evaluator = new Evaluator(
    {
      loadModel: (source, onProgress) => loadSource(source, { onProgress }),
      ladder: new Ladder(thinkingRungs({ wasmUrl })),
      helpers: rowHelpers(),
    },
    (event) => postMessage(event),
  );
  return (command) => evaluator.handle(command);
}
