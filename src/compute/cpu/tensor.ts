import { sizeOf, type DType, type Tensor, type TensorData, type TensorOptions } from '../backend';

/** A tensor of the reference backend: a handle that carries its numbers. */
export interface CpuTensor extends Tensor {
  readonly data: TensorData;
}

export function createCpuTensor(
  name: string,
  shape: readonly number[],
  options: TensorOptions = {},
): CpuTensor {
  const { data } = options;
  const dtype: DType = options.dtype ?? 'f32';
  const tensor = { name, shape: [...shape], dtype };
  const size = sizeOf(shape);
  const storage = dtype === 'f32' ? new Float32Array(size) : new Uint32Array(size);
  if (data !== undefined) {
    checkData(tensor, data);
    storage.set(data);
  }
  return { ...tensor, data: storage };
}

/** @throws RangeError when `data` is not what the tensor holds. */
export function checkData(tensor: Tensor, data: TensorData): void {
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
export function floats(tensor: Tensor): Float32Array {
  const { data } = cpu(tensor);
  if (data instanceof Float32Array) return data;
  throw new TypeError(`Tensor ${tensor.name} holds u32 where f32 is wanted.`);
}

/** The numbers of a u32 tensor. */
export function integers(tensor: Tensor): Uint32Array {
  const { data } = cpu(tensor);
  if (data instanceof Uint32Array) return data;
  throw new TypeError(`Tensor ${tensor.name} holds f32 where u32 is wanted.`);
}

/** The numbers of any tensor. */
export function numbers(tensor: Tensor): TensorData {
  return cpu(tensor).data;
}
