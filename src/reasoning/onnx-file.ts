import { exportOnnx, exportTensors } from '../compute/onnx/export';
import { parameterName, type HrmModel } from '../hrm/parameters';
import { recordEmbedding, recordSegment } from '../hrm/segment';
import { allocateBatch, uploadModel } from '../hrm/tensors';

/**
 * A model as an `.onnx` file of one segment, for any batch size B: whoever runs it feeds the states
 * of one segment to the next.
 *
 * Inputs: `tokens` int32 [B, S], `puzzle_identifiers` int32 [B] (only for a model with puzzle
 * embeddings), `z_H` and `z_L` [B, L, D]. Outputs: the `_next` states, `logits` [B, S, V], `q`
 * [B, 1, 2] (q_halt, q_continue), `predicted` int32 [B, S] and its `confidence` [B, S].
 *
 * The vectors with which both states begin, the same at every position, stand in the file's metadata
 * as JSON (`H_init`, `L_init`), as does the `config`.
 *
 * @throws Error if a weight is missing
 */
export function onnxFile(model: HrmModel): Uint8Array {
  const { config } = model;
  const weights = uploadModel(exportTensors, model);
  const batch = allocateBatch(exportTensors, config, 1);
  const { tokens, identifiers, zH, zL, logits, q, predicted, confidence } = batch;
  const initial = (level: 'H' | 'L') =>
    JSON.stringify([...model.weights.get(parameterName.initialState(level))!]);
  return exportOnnx(
    (ops) => {
      recordEmbedding(ops, weights, batch);
      recordSegment(ops, weights, batch);
    },
    {
      name: 'hrm_segment',
      documentation: DOCUMENTATION,
      metadata: {
        config: JSON.stringify(config),
        H_init: initial('H'),
        L_init: initial('L'),
      },
      inputs: {
        tokens,
        puzzle_identifiers: identifiers,
        z_H: zH,
        z_L: zL,
      },
      outputs: { z_H_next: zH, z_L_next: zL, logits, q, predicted, confidence },
      anyBatch: true,
    },
  );
}

const DOCUMENTATION = `One segment of a Hierarchical Reasoning Model (arXiv 2506.21734).
Start with z_H and z_L filled, at every position, with the vectors H_init and L_init of the metadata.
Feed z_H_next and z_L_next to the next segment. q holds q_halt and q_continue: the model wishes to
halt where q_halt > q_continue. The metadata's config has the keys of the official code.`;
