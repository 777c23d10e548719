import type { TensorOptions } from '../backend';
import { sizeOf, type DType, type Tensor, type TensorData } from '../tensor';
import { VIEW_ALIGNMENT } from '../training-ops';
import { GpuMemory } from './memory';
import type { GpuSession } from './session';

/** A tensor in GPU memory: all of a buffer, or a range of one. */
export class GpuTensor implements Tensor {
  readonly shape: readonly number[];
  readonly bytes: number;
  /** Bytes from the start of `memory`. */
  readonly offset: number;
  readonly isView: boolean;
  /** Whether its numbers serve one run only (`TensorOptions.scratch`). */
  readonly isScratch: boolean;

  /**
   * @param viewFrom bytes from the start of `memory` at which a view begins; null for the tensor
   *   that the memory is made for
   * @throws RangeError if an extent is not a positive integer.
   */
  constructor(
    readonly name: string,
    shape: readonly number[],
    readonly dtype: DType,
    readonly memory: GpuMemory,
    viewFrom: number | null = null,
    isScratch = false,
  ) {
    if (!shape.every((extent) => Number.isInteger(extent) && extent > 0)) {
      throw new RangeError(`Tensor ${name} needs positive extents, not [${shape.join(', ')}].`);
    }
    this.shape = [...shape];
    this.bytes = 4 * sizeOf(shape);
    this.offset = viewFrom ?? 0;
    this.isView = viewFrom !== null;
    this.isScratch = isScratch;
  }

  get binding(): GPUBufferBinding {
    return { buffer: this.memory.buffer, offset: this.offset, size: this.bytes };
  }

  /** Whether the two have numbers in common. */
  overlaps(other: GpuTensor): boolean {
    return (
      this.memory === other.memory &&
      this.offset < other.offset + other.bytes &&
      other.offset < this.offset + this.bytes
    );
  }

  /** Queued: takes effect before any later submission. */
  write(data: TensorData): void {
    const dtype = data instanceof Float32Array ? 'f32' : 'u32';
    if (dtype !== this.dtype) {
      throw new RangeError(`Tensor ${this.name} holds ${this.dtype}, not ${dtype}.`);
    }
    if (data.byteLength !== this.bytes) {
      throw new RangeError(
        `Tensor ${this.name} holds ${this.bytes / 4} numbers [${this.shape.join(', ')}], not ${data.length}.`,
      );
    }
    // The type of `data` allows shared memory, which writeBuffer also copies.
    this.memory.session.device.queue.writeBuffer(
      this.memory.buffer,
      this.offset,
      data as TensorData & ArrayBufferView<ArrayBuffer>,
    );
  }

  /** The numbers at `offset` bytes of memory read back, as an array of their own. */
  copyFrom(memory: ArrayBuffer, offset: number): TensorData {
    const bytes = memory.slice(offset, offset + this.bytes);
    return this.dtype === 'f32' ? new Float32Array(bytes) : new Uint32Array(bytes);
  }
}

/**
 * A tensor with memory of its own, allocated once.
 * @throws RangeError if an extent is not a positive integer or `data` does not fit.
 * @throws WebGpuError if the tensor is larger than one binding of the device may be.
 */
export function createTensor(
  session: GpuSession,
  name: string,
  shape: readonly number[],
  { dtype = 'f32', data, scratch }: TensorOptions,
): GpuTensor {
  const memory = new GpuMemory(session, `tensor ${name} [${shape.join(', ')}]`);
  const tensor = new GpuTensor(name, shape, dtype, memory, null, scratch);
  memory.allocate(tensor.bytes);
  if (data) tensor.write(data);
  return tensor;
}

/**
 * A tensor within another, from its element `offset` on.
 * @throws RangeError if it does not lie within, or begins at an offset that some devices cannot
 * bind.
 */
export function viewOf(
  name: string,
  tensor: GpuTensor,
  offset: number,
  shape: readonly number[],
): GpuTensor {
  const begin = tensor.offset + 4 * offset;
  const view = new GpuTensor(name, shape, tensor.dtype, tensor.memory, begin);
  const size = sizeOf(tensor.shape);
  if (!Number.isInteger(offset) || offset < 0 || offset + sizeOf(shape) > size) {
    throw new RangeError(
      `View ${name}: elements ${offset} to ${offset + sizeOf(shape)} do not lie within the ${size} of ${tensor.name}.`,
    );
  }
  if (offset % VIEW_ALIGNMENT !== 0) {
    throw new RangeError(
      `View ${name} begins at element ${offset}, which is not a multiple of ${VIEW_ALIGNMENT}.`,
    );
  }
  return view;
}

/**
 * The GPU side of a handle.
 * @throws TypeError if it belongs to another backend or has been released.
 */
export function onGpu(tensor: Tensor, session: GpuSession): GpuTensor {
  if (!(tensor instanceof GpuTensor) || tensor.memory.session !== session) {
    throw new TypeError(`Tensor ${tensor.name} belongs to another backend.`);
  }
  if (tensor.memory.released) throw new TypeError(`Tensor ${tensor.name} has been released.`);
  return tensor;
}
