import { sizeOf, type DType, type Tensor, type TensorData, type TensorOptions } from '../backend';
import { WebGpuError } from './error';
import type { GpuSession } from './session';

/** A tensor in GPU memory: one buffer, allocated once. */
export class GpuTensor implements Tensor {
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly bytes: number;
  readonly buffer: GPUBuffer;
  released = false;

  /**
   * @throws RangeError if an extent is not a positive integer or `data` does not fit.
   * @throws WebGpuError if the tensor is larger than one binding of the device may be.
   */
  constructor(
    readonly session: GpuSession,
    readonly name: string,
    shape: readonly number[],
    options: TensorOptions,
  ) {
    if (!shape.every((extent) => Number.isInteger(extent) && extent > 0)) {
      throw new RangeError(`Tensor ${name} needs positive extents, not [${shape.join(', ')}].`);
    }
    this.shape = [...shape];
    this.dtype = options.dtype ?? 'f32';
    this.bytes = 4 * sizeOf(shape);
    const { device } = session;
    const most = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
    if (this.bytes > most) {
      throw new WebGpuError(
        `Tensor ${name} [${shape.join(', ')}] takes ${this.bytes} bytes; this device binds at most ${most} at once.`,
      );
    }
    device.pushErrorScope('out-of-memory');
    this.buffer = device.createBuffer({
      label: name,
      size: this.bytes,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
    void device.popErrorScope().then((error) => {
      if (error)
        session.fail(`The GPU has no memory left for tensor ${name} (${this.bytes} bytes).`);
    });
    if (options.data) this.write(options.data);
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
    // The type of `data` admits shared memory, which writeBuffer copies just as well.
    this.session.device.queue.writeBuffer(
      this.buffer,
      0,
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
 * The GPU side of a handle.
 * @throws TypeError if it belongs to another backend or has been released.
 */
export function onGpu(tensor: Tensor, session: GpuSession): GpuTensor {
  if (!(tensor instanceof GpuTensor) || tensor.session !== session) {
    throw new TypeError(`Tensor ${tensor.name} belongs to another backend.`);
  }
  if (tensor.released) throw new TypeError(`Tensor ${tensor.name} has been released.`);
  return tensor;
}
