import type { TensorOptions } from '../backend';
import { sizeOf, type DType, type Tensor, type TensorData } from '../tensor';
import { type ElementType } from './protobuf';

/** A tensor lives in JavaScript: programs are fed from it and leave their results in it. */
export class OnnxTensor implements Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly constant: boolean;
  readonly scratch: boolean;
  #data: TensorData | null;

  /** @throws RangeError when the given numbers do not fit the shape or the type. */
  constructor(name: string, shape: readonly number[], options: TensorOptions = {}) {
    this.name = name;
    this.shape = [...shape];
    this.dtype = options.dtype ?? 'f32';
    this.constant = options.constant ?? false;
    this.scratch = options.scratch ?? false;
    const size = sizeOf(shape);
    this.#data = this.dtype === 'f32' ? new Float32Array(size) : new Uint32Array(size);
    if (options.data !== undefined) {
      this.check(options.data);
      this.#data.set(options.data);
    }
  }

  /** The present numbers; copy them to keep them. */
  get data(): TensorData {
    if (this.#data === null) throw new Error(`Tensor ${this.name} has been released.`);
    return this.#data;
  }

  /** Takes over an array; the caller no longer writes to it. */
  set data(data: TensorData) {
    this.check(data);
    this.#data = data;
  }

  release(): void {
    this.#data = null;
  }

  /** The tensor's element type in a graph: few ONNX operators take u32. */
  get elementType(): ElementType {
    return this.dtype === 'f32' ? 'f32' : 'i32';
  }

  /** @throws RangeError when `data` is not what the tensor holds. */
  check(data: TensorData): void {
    const dtype = data instanceof Float32Array ? 'f32' : 'u32';
    if (dtype !== this.dtype) {
      throw new RangeError(`Tensor ${this.name} holds ${this.dtype}, not ${dtype}.`);
    }
    const size = sizeOf(this.shape);
    if (data.length !== size) {
      throw new RangeError(
        `Tensor ${this.name} holds ${size} numbers [${this.shape.join(', ')}], not ${data.length}.`,
      );
    }
  }
}

/** @throws TypeError for a tensor that another backend made. */
export function onnx(tensor: Tensor): OnnxTensor {
  if (tensor instanceof OnnxTensor) return tensor;
  throw new TypeError(`Tensor ${tensor.name} belongs to another backend.`);
}
