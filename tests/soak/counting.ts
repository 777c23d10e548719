/**
 * This code runs before the code of every worker during a soak test. It counts the GPU devices, GPU
 * buffers and WebAssembly memories that are alive in the worker; `read` reads the counts. It is passed
 * to the browser as text, so it refers to nothing outside.
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

/** What is alive in one worker after a garbage collection. */
export interface Counts {
  readonly devices: number;
  readonly buffers: number;
  readonly memories: number;
  readonly memoryBytes: number;
}
