import type { OpCall } from '../op-calls';
import type { Tensor } from '../tensor';
import { GraphBuilder } from './graph';
import { onnx, type OnnxTensor } from './tensor';

/**
 * Turns ops that write tensors into a graph whose values never change: it knows the value of each
 * tensor's present content, and a write replaces this value by a new one.
 */
export class Recording {
  readonly graph = new GraphBuilder();
  /** The ops, in order. */
  readonly calls: OpCall[] = [];
  /** Tensors that are read before they are written, and the value each starts with. */
  readonly initial = new Map<OnnxTensor, string>();
  /** Tensors that are written, and the value each ends with. */
  readonly final = new Map<OnnxTensor, string>();
  /** Tensors whose numbers are part of the graph, and their values. */
  readonly constants = new Map<OnnxTensor, string>();

  /** The value of a tensor's present content. */
  read(tensor: Tensor): string {
    const source = onnx(tensor);
    const present =
      this.final.get(source) ?? this.initial.get(source) ?? this.constants.get(source);
    if (present !== undefined) return present;
    if (source.constant) {
      const { name, elementType, shape } = source;
      const value = this.graph.initializer(name, elementType, shape, () => source.data);
      this.constants.set(source, value);
      return value;
    }
    if (source.scratch) {
      throw new Error(`Scratch tensor ${source.name} is read before the program has written it.`);
    }
    const value = this.graph.uniqueName(source.name);
    this.initial.set(source, value);
    return value;
  }

  /**
   * The value of a matrix [N,K] transposed to [K,N] for MatMul. Weights stay in the graph under the
   * names and in the layout of their checkpoint; onnxruntime transposes them once, on loading.
   */
  readTransposed(matrix: Tensor): string {
    const value = this.read(matrix);
    return this.graph.once(`${value}.transposed`, (name) =>
      this.graph.node('Transpose', [value], { name, attributes: { perm: [1, 0] } }),
    );
  }

  /** From now on the tensor's content is the output of a node that the caller has appended. */
  write(tensor: Tensor, value: string): void {
    const target = onnx(tensor);
    if (target.constant) throw new Error(`Tensor ${target.name} is constant; no op may write it.`);
    this.final.set(target, value);
  }
}
