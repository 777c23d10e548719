import type { Backend } from '../backend';
import type { Ops } from '../ops';
import type { Tensor } from '../tensor';
import { onnxOps } from './ops';
import { valueInfo } from './program';
import { encodeModel, type ModelProto, type ValueInfo } from './protobuf';
import { Recording } from './recording';
import { onnx, OnnxTensor } from './tensor';

export interface ExportOptions {
  /** Name of the graph. */
  readonly name: string;
  /**
   * A description for the reader of the file: the meaning of the inputs, the origin of the weights.
   */
  readonly documentation?: string;
  /** Texts for programs that read the file, by name. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** The input tensors, by their names in the file. u32 tensors become int32. */
  readonly inputs: Readonly<Record<string, Tensor>>;
  /** The output tensors, by their names in the file. A state is an input and an output. */
  readonly outputs: Readonly<Record<string, Tensor>>;
  /**
   * Leaves the first axis of all inputs and outputs free, so that the file serves any batch size,
   * not only the one recorded.
   */
  readonly anyBatch?: boolean;
}

/** Makes tensors for the recording of an export; no runtime is loaded for it. */
export const exportTensors: Pick<Backend, 'tensor'> = {
  tensor: (name, shape, options) => new OnnxTensor(name, shape, options),
};

/**
 * The ops as a self-contained `.onnx` file of standard operators, weights included under the names
 * of their tensors. Inputs that no output depends on are left out.
 *
 * @throws Error naming a tensor that is read but is no input, a tensor that is an output but never
 * written, or a name that is given twice; also if an op fixes the batch size in spite of `anyBatch`
 */
export function exportOnnx(build: (ops: Ops) => void, options: ExportOptions): Uint8Array {
  const { name, documentation = '', metadata = {}, inputs, outputs, anyBatch = false } = options;
  const recording = new Recording();
  for (const reserved of [...Object.keys(inputs), ...Object.keys(outputs)]) {
    if (recording.graph.uniqueName(reserved) !== reserved) {
      throw new Error(`The export has two inputs or outputs named ${reserved}.`);
    }
  }
  for (const [given, tensor] of Object.entries(inputs)) recording.initial.set(onnx(tensor), given);
  build(onnxOps(recording));

  const declared = new Set(Object.values(inputs));
  for (const tensor of recording.initial.keys()) {
    if (declared.has(tensor)) continue;
    throw new Error(`Tensor ${tensor.name} is read before it is written, but is no input.`);
  }
  const describe = (tensor: Tensor, value: string): ValueInfo => {
    const info = valueInfo(onnx(tensor), value);
    return anyBatch ? { ...info, shape: ['batch', ...info.shape.slice(1)] } : info;
  };
  const finals = Object.entries(outputs).map(([given, tensor]) => {
    const value = recording.final.get(onnx(tensor));
    if (value === undefined) throw new Error(`Output ${given} is never written.`);
    return { given, tensor, value };
  });
  const model = recording.graph.build(
    name,
    documentation,
    Object.entries(inputs).map(([given, tensor]) => describe(tensor, given)),
    finals.map(({ tensor, value }) => describe(tensor, value)),
  );
  // `broadcast` alone writes the batch size into the graph.
  if (anyBatch && model.nodes.some(({ op }) => op === 'Expand')) {
    throw new Error('The export cannot serve any batch size: an unmasked broadcast fixes it.');
  }
  const names = new Map(finals.map(({ given, value }) => [value, given]));
  return encodeModel({ ...renamed(model, names), metadata });
}

/** The same graph with other names for some of its values. */
function renamed(model: ModelProto, names: ReadonlyMap<string, string>): ModelProto {
  const rename = (value: string) => names.get(value) ?? value;
  return {
    ...model,
    nodes: model.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(rename),
      outputs: node.outputs.map(rename),
    })),
    outputs: model.outputs.map((output) => ({ ...output, name: rename(output.name) })),
  };
}
