import {
  type ElementType,
  type ModelProto,
  type NodeProto,
  type TensorProto,
  type ValueInfo,
} from './protobuf';

export interface NodeOptions {
  readonly attributes?: NodeProto['attributes'];
  /** Name of the node's output; a number is appended if the name is taken. */
  readonly name: string;
}

/**
 * Collects the nodes of an ONNX graph in the order they run. Values are known by name and each name
 * is assigned once, as ONNX requires.
 */
export class GraphBuilder {
  readonly #nodes: NodeProto[] = [];
  readonly #initializers: TensorProto[] = [];
  readonly #shared = new Map<string, string>();
  readonly #timesUsed = new Map<string, number>();

  /** A value name that is not used yet: `hint`, or `hint.1`, `hint.2`, … */
  uniqueName(hint: string): string {
    let name = hint;
    for (;;) {
      const used = this.#timesUsed.get(name) ?? 0;
      this.#timesUsed.set(name, used + 1);
      if (used === 0) return name;
      name = `${hint}.${used}`;
    }
  }

  /** Appends a node with one output and returns the output's name. */
  node(op: string, inputs: readonly string[], options: NodeOptions): string {
    const [output] = this.nodeWithOutputs(op, inputs, 1, options);
    return output!;
  }

  /** Appends a node with `count` outputs and returns their names. */
  nodeWithOutputs(
    op: string,
    inputs: readonly string[],
    count: number,
    { name, attributes = {} }: NodeOptions,
  ): string[] {
    const outputs = Array.from({ length: count }, () => this.uniqueName(name));
    this.#nodes.push({ name: `${op}:${outputs[0]!}`, op, inputs, outputs, attributes });
    return outputs;
  }

  /** Adds a constant tensor and returns the name of its value. */
  initializer(
    hint: string,
    type: ElementType,
    shape: readonly number[],
    data: () => ArrayBufferView,
  ): string {
    const name = this.uniqueName(hint);
    this.#initializers.push({ name, type, shape, data });
    return name;
  }

  /** A constant f32 scalar. */
  scalar(value: number): string {
    return this.once(`scalar ${value}`, (name) =>
      this.initializer(name, 'f32', [], () => Float32Array.of(value)),
    );
  }

  /** A constant i64 vector, which is how ONNX takes shapes, axes and bounds. */
  integers(...values: number[]): string {
    return this.once(`integers ${values.join(' ')}`, (name) =>
      this.initializer(name, 'i64', [values.length], () => BigInt64Array.from(values, BigInt)),
    );
  }

  /**
   * The value that `make` built at the first call with this key. Values never change, so later
   * calls share it.
   */
  once(key: string, make: (key: string) => string): string {
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const made = make(key);
    this.#shared.set(key, made);
    return made;
  }

  /** The graph from `inputs` to `outputs`, without the nodes that the outputs do not need. */
  build(
    graphName: string,
    documentation: string,
    inputs: readonly ValueInfo[],
    outputs: readonly ValueInfo[],
  ): ModelProto {
    const needed = new Set(outputs.map(({ name }) => name));
    const nodes: NodeProto[] = [];
    for (const node of this.#nodes.toReversed()) {
      if (!node.outputs.some((output) => needed.has(output))) continue;
      nodes.push(node);
      for (const input of node.inputs) needed.add(input);
    }
    return {
      graphName,
      documentation,
      nodes: nodes.reverse(),
      initializers: this.#initializers.filter(({ name }) => needed.has(name)),
      inputs: inputs.filter(({ name }) => needed.has(name)),
      outputs,
    };
  }
}
