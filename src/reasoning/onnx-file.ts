import { exportOnnx, exportTensors } from '../compute/onnx/export';
import { startsAtRandom, type HrmConfig } from '../hrm/config';
import { parameterName, type HrmModel } from '../hrm/parameters';
import { carriedStates, ofState, type StateName } from '../hrm/schedule';
import { recordEmbedding, recordSegment } from '../hrm/segment';
import { allocateBatch, uploadModel } from '../hrm/tensors';

/**
 * A model as an `.onnx` file of one segment, for any batch size B. The program that runs it feeds
 * the states of one segment to the next.
 *
 * Inputs: `tokens` int32 [B, S], `puzzle_identifiers` int32 [B] (only for a model with puzzle
 * embeddings), `z_H` and `z_L` [B, L, D], if the model carries them. Outputs: the `_next` states,
 * `logits` [B, S, V], `q` [B, 1, 2] (q_halt, q_continue), `predicted` int32 [B, S] and its
 * `confidence` [B, S].
 *
 * The initial vectors of the states, the same at every position, are in the file's metadata as JSON
 * (`H_init`, `L_init`), like the `config`. For a model with random starts there are none: the
 * program that runs it draws them.
 *
 * @throws Error if a weight is missing
 */
export function onnxFile(model: HrmModel): Uint8Array {
  const { config } = model;
  const weights = uploadModel(exportTensors, model);
  const batch = allocateBatch(exportTensors, config, 1);
  const { tokens, identifiers, logits, q, predicted, confidence } = batch;
  const carried = carriedStates(config);
  const named = <T>(name: (state: StateName) => string, value: (state: StateName) => T) =>
    Object.fromEntries(carried.map((state) => [name(state), value(state)]));
  const state = (name: StateName) => ofState(batch.states, name);
  return exportOnnx(
    (ops) => {
      recordEmbedding(ops, weights, batch);
      recordSegment(ops, weights, batch);
    },
    {
      name: 'hrm_segment',
      documentation: documentationOf(config),
      metadata: {
        config: JSON.stringify(config),
        ...(!startsAtRandom(config) &&
          named(
            (name) => `${name}_init`,
            (name) => JSON.stringify([...model.weights.get(parameterName.initialState(name))!]),
          )),
      },
      inputs: {
        tokens,
        puzzle_identifiers: identifiers,
        ...named((name) => `z_${name}`, state),
      },
      outputs: { ...named((name) => `z_${name}_next`, state), logits, q, predicted, confidence },
      anyBatch: true,
    },
  );
}

const list = (names: readonly string[]) => names.join(' and ');

/** How the program that runs the file makes the first states. */
function startOf(config: HrmConfig): string {
  const states = carriedStates(config);
  const names = list(states.map((state) => `z_${state}`));
  if (startsAtRandom(config)) {
    const deviations = states.map((state) => String(config[`${state}_init_std`] ?? 1));
    return `Start with every number of ${names} drawn from a normal distribution cut at two standard deviations, of deviation ${list(deviations)} after the cut.`;
  }
  return `Start with ${names} filled, at every position, with ${list(states.map((state) => `${state}_init`))} of the metadata.`;
}

function documentationOf(config: HrmConfig): string {
  const states = carriedStates(config).map((state) => `z_${state}`);
  return [
    `One segment of a model of the kind "${config.arch ?? 'hrm'}" (hrm: the Hierarchical Reasoning Model, arXiv 2506.21734).`,
    ...(states.length === 0
      ? ['It carries no state: every segment gives the same answer.']
      : [
          startOf(config),
          `Feed ${list(states.map((state) => `${state}_next`))} to the next segment.`,
        ]),
    'q holds q_halt and q_continue: the model wishes to halt where q_halt > q_continue.',
    "The metadata's config has the keys of the official code.",
  ].join('\n');
}
