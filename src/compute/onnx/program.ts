import type { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-web/wasm';
import type { TensorData } from '../tensor';
import { encodeModel, type ModelProto, type ValueInfo } from './protobuf';
import type { Recording } from './recording';
import { messageOf, type Runtime } from './runtime';
import type { OnnxTensor } from './tensor';

/** Print only fatal messages: every error is thrown anyway. */
const SILENT = 4;

/**
 * A recording as an ONNX graph and the session that runs it. Tensors read before they are written
 * are its inputs; its outputs are the tensors asked for and all other tensors it writes, except
 * scratch, so that a later program finds them.
 */
export class OnnxProgram {
  readonly #runtime: Runtime;
  readonly #feeds: ReadonlyMap<OnnxTensor, string>;
  readonly #fetches: ReadonlyMap<OnnxTensor, string>;
  readonly #constants: ReadonlySet<OnnxTensor>;
  readonly #reads: readonly OnnxTensor[];
  readonly #model: ModelProto;
  #session: InferenceSession | null = null;

  constructor(runtime: Runtime, recording: Recording, reads: readonly OnnxTensor[]) {
    this.#runtime = runtime;
    this.#reads = reads;
    this.#constants = new Set(recording.constants.keys());
    this.#fetches = new Map(
      [...recording.final].filter(([tensor]) => !tensor.scratch || reads.includes(tensor)),
    );
    const inputs = [...recording.initial].map(([tensor, name]) => valueInfo(tensor, name));
    const outputs = [...this.#fetches].map(([tensor, name]) => valueInfo(tensor, name));
    this.#model = recording.graph.build('program', '', inputs, outputs);
    const needed = new Set(this.#model.inputs.map(({ name }) => name));
    this.#feeds = new Map([...recording.initial].filter(([, name]) => needed.has(name)));
  }

  /** Nodes of the graph. */
  get nodeCount(): number {
    return this.#model.nodes.length;
  }

  uses(tensor: OnnxTensor): boolean {
    return this.#feeds.has(tensor) || this.#fetches.has(tensor) || this.#constants.has(tensor);
  }

  /**
   * Prepares the session with the constants as they are now; may be called again after `close`.
   * @throws Error when onnxruntime refuses the graph
   */
  async open(): Promise<void> {
    // onnxruntime refuses a graph without outputs; there is nothing to compute either.
    if (this.#session !== null || this.#fetches.size === 0) return;
    try {
      this.#session = await this.#runtime.InferenceSession.create(encodeModel(this.#model), {
        executionProviders: ['wasm'],
        graphOptimizationLevel: 'all',
        logSeverityLevel: SILENT,
      });
    } catch (reason) {
      throw new Error(`ONNX Runtime refused the program: ${messageOf(reason)}`, { cause: reason });
    }
  }

  /** Frees the session and its memory in onnxruntime. */
  async close(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.release();
  }

  /** Feeds the tensors, computes, stores the outputs, and copies the tensors asked for. */
  async run(): Promise<TensorData[]> {
    await this.open();
    if (this.#session !== null) {
      const feeds: Record<string, RuntimeTensor> = {};
      for (const [tensor, name] of this.#feeds) feeds[name] = this.#toRuntime(tensor);
      const results = await this.#session.run(feeds, { logSeverityLevel: SILENT });
      for (const [tensor, name] of this.#fetches) tensor.data = fromRuntime(results[name]!);
    }
    return this.#reads.map((tensor) => tensor.data.slice());
  }

  #toRuntime({ data, shape }: OnnxTensor): RuntimeTensor {
    if (data instanceof Float32Array) return new this.#runtime.Tensor('float32', data, shape);
    const signed = new Int32Array(data.buffer, data.byteOffset, data.length);
    return new this.#runtime.Tensor('int32', signed, shape);
  }
}

function fromRuntime({ data }: RuntimeTensor): TensorData {
  if (data instanceof Float32Array) return data;
  const signed = data as Int32Array;
  return new Uint32Array(signed.buffer, signed.byteOffset, signed.length);
}

export function valueInfo(tensor: OnnxTensor, name: string): ValueInfo {
  return { name, type: tensor.elementType, shape: tensor.shape };
}
