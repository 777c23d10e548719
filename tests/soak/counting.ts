/**
 * What a worker's code is preceded by during a soak: counts the GPU devices, GPU buffers and
 * WebAssembly memories that are alive in it, where `read` finds them. It runs in the browser and is
 * handed over as text, so it refers to nothing outside.
 */
export function count(): void {
  const buffers = new Set<GPUBuffer>();
  const devices = new Set<GPUDevice>();
  const memories: WeakRef<WebAssembly.Memory>[] = [];
  if (typeof GPUAdapter !== 'undefined') {
    const { requestDevice } = GPUAdapter.prototype;
    GPUAdapter.prototype.requestDevice = async function (...args) {
      const device = await requestDevice.apply(this, args);
      devices.add(device);
      const own = new Set<GPUBuffer>();
      const { createBuffer, destroy } = GPUDevice.prototype;
      device.createBuffer = (descriptor) => {
        const buffer = createBuffer.call(device, descriptor);
        buffers.add(buffer);
        own.add(buffer);
        buffer.destroy = () => {
          buffers.delete(buffer);
          own.delete(buffer);
          return GPUBuffer.prototype.destroy.call(buffer);
        };
        return buffer;
      };
      device.destroy = () => {
        devices.delete(device);
        for (const buffer of own) buffers.delete(buffer);
        return destroy.call(device);
      };
      return device;
    };
  }
  const Memory = WebAssembly.Memory;
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor);
      memories.push(new WeakRef(this));
    }
  };
  const read = (): Counts => {
    (globalThis as { gc?: () => void }).gc?.();
    const alive = memories.flatMap((ref) => ref.deref() ?? []);
    return {
      devices: devices.size,
      buffers: buffers.size,
      memories: alive.length,
      memoryBytes: alive.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
    };
  };
  Object.assign(globalThis, { soakCounts: read });
}

/** Alive in one worker, after a collection of garbage. */
export interface Counts {
  readonly devices: number;
  readonly buffers: number;
  readonly memories: number;
  readonly memoryBytes: number;
}
