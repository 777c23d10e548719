import type { TensorOptions } from '../backend';
import { sizeOf, type DType, type Tensor, type TensorData } from '../tensor';

/**
 * How the reference stores f32 tensors: in single precision, or in double precision to check
 * gradients.
 */
export type Precision = 'f32' | 'f64';

export type Floats = Float32Array | Float64Array;

/** A tensor of the reference backend: a handle that carries its numbers. */
export interface CpuTensor extends Tensor {
  readonly data: Floats | Uint32Array;
}

export function createCpuTensor(
  precision: Precision,
  name: string,
  shape: readonly number[],
  options: TensorOptions = {},
): CpuTensor {
  const { data } = options;
  const dtype: DType = options.dtype ?? 'f32';
  const tensor = { name, shape: [...shape], dtype };
  const storage = allocate(precision, dtype, sizeOf(shape));
  if (data !== undefined) {
    checkData(tensor, data);
    storage.set(data);
  }
  return { ...tensor, data: storage };
}

function allocate(precision: Precision, dtype: DType, size: number): Floats | Uint32Array {
  if (dtype === 'u32') return new Uint32Array(size);
  return precision === 'f64' ? new Float64Array(size) : new Float32Array(size);
}

/** @throws RangeError when `data` is not what the tensor holds. */
function checkData(tensor: Tensor, data: TensorData): void {
  const dtype = data instanceof Float32Array ? 'f32' : 'u32';
  if (dtype !== tensor.dtype) {
    throw new RangeError(`Tensor ${tensor.name} holds ${tensor.dtype}, not ${dtype}.`);
  }
  const size = sizeOf(tensor.shape);
  if (data.length !== size) {
    throw new RangeError(
      `Tensor ${tensor.name} holds ${size} numbers [${tensor.shape.join(', ')}], not ${data.length}.`,
    );
  }
}

function cpu(tensor: Tensor): CpuTensor {
  if (!('data' in tensor)) {
    throw new TypeError(`Tensor ${tensor.name} belongs to another backend.`);
  }
  return tensor as CpuTensor;
}

/** The numbers of an f32 tensor. */
export function floats(tensor: Tensor): Floats {
  const { data } = cpu(tensor);
  if (!(data instanceof Uint32Array)) return data;
  throw new TypeError(`Tensor ${tensor.name} holds u32 where f32 is wanted.`);
}

/** The numbers of a u32 tensor. */
export function integers(tensor: Tensor): Uint32Array {
  const { data } = cpu(tensor);
  if (data instanceof Uint32Array) return data;
  throw new TypeError(`Tensor ${tensor.name} holds f32 where u32 is wanted.`);
}

/** A copy of any tensor's numbers, rounded to f32 if they are not integers. */
export function copyOf(tensor: Tensor): TensorData {
  const { data } = cpu(tensor);
  return data instanceof Float64Array ? Float32Array.from(data) : data.slice();
}

/** Replaces a tensor's numbers. @throws RangeError when `data` is not what the tensor holds. */
export function assign(tensor: Tensor, data: TensorData): void {
  checkData(tensor, data);
  cpu(tensor).data.set(data);
}

/** A tensor that shares memory with another. @throws RangeError if it does not lie within. */
export function viewOf(
  name: string,
  tensor: Tensor,
  offset: number,
  shape: readonly number[],
): CpuTensor {
  const { data, dtype } = cpu(tensor);
  const end = checkView(name, tensor, offset, shape);
  return { name, shape: [...shape], dtype, data: data.subarray(offset, end) };
}

/** The first element after a view. @throws RangeError if it does not lie within the tensor */
export function checkView(
  name: string,
  tensor: Tensor,
  offset: number,
  shape: readonly number[],
): number {
  const size = sizeOf(tensor.shape);
  const end = offset + sizeOf(shape);
  if (Number.isInteger(offset) && offset >= 0 && end <= size) return end;
  throw new RangeError(
    `View ${name}: elements ${offset} to ${end} do not lie within the ${size} of ${tensor.name}.`,
  );
}
