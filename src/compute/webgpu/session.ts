import { WebGpuError } from './error';

/**
 * A device together with what went wrong with it. WebGPU reports most errors long after the call
 * that caused them; the first one is kept here and stops everything that follows, so that no run
 * returns numbers a failed allocation or dispatch has spoilt.
 */
export class GpuSession {
  /** Resolves with the reason if the device is lost while in use; never after `dispose`. */
  readonly lost: Promise<string>;
  #problem: WebGpuError | null = null;
  #disposed = false;

  constructor(readonly device: GPUDevice) {
    this.lost = new Promise((resolve) => {
      void device.lost.then(({ message, reason }) => {
        if (this.#disposed) return;
        const why = message || reason || 'no reason given';
        this.fail(`The WebGPU device was lost: ${why}`);
        resolve(why);
      });
    });
    device.addEventListener('uncapturederror', (event) => {
      event.preventDefault();
      this.fail(`WebGPU reported an error: ${event.error.message}`);
    });
  }

  /** Remembers the first problem; later ones are mostly its consequences. */
  fail(message: string): void {
    this.#problem ??= new WebGpuError(message);
  }

  /** @throws WebGpuError if anything has failed so far, or after `dispose`. */
  check(): void {
    if (this.#problem) throw this.#problem;
  }

  /** Passes a read-back on, unless the device failed meanwhile: then that is the error to tell. */
  async guard<T>(readBack: Promise<T>): Promise<T> {
    try {
      const result = await readBack;
      this.check();
      return result;
    } catch (cause) {
      this.check();
      throw new WebGpuError('WebGPU gave up a read-back: the device is gone.', { cause });
    }
  }

  /** Destroys the device and with it every buffer. */
  dispose(): void {
    this.#disposed = true;
    this.fail('The WebGPU backend has been disposed of.');
    this.device.destroy();
  }
}
