import { WebGpuError } from './error';
import { answered, NoAnswerError } from './patience';

/**
 * How long a device may be silent: this many milliseconds, and longer if it was given more work.
 * Every device computes more floating-point operations per millisecond than this, even a software
 * adapter on a busy machine.
 */
const SILENCE = 30_000;
const SLOWEST = 1e5;

/**
 * A device together with its first error. WebGPU reports most errors long after the call that
 * caused them; the first one is kept here and stops everything that follows, so that no run returns
 * wrong numbers after a failed allocation or dispatch.
 */
export class GpuSession {
  /** Resolves with the reason if the device is lost while in use; never after `dispose`. */
  readonly lost: Promise<string>;
  #problem: WebGpuError | null = null;
  #disposed = false;
  /** Floating-point operations submitted in total, and those known to be done. */
  #submitted = 0;
  #done = 0;

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

  /** Counts submitted floating-point operations; the time limit grows with them. */
  submitted(flops: number): void {
    this.#submitted += flops;
  }

  /**
   * Returns the device's answer after the work submitted before is done.
   * @throws WebGpuError if the device failed meanwhile, or has not answered for far longer than the
   *   work takes
   */
  async guard<T>(answer: Promise<T>): Promise<T> {
    const upTo = this.#submitted;
    const patience = SILENCE + (upTo - this.#done) / SLOWEST;
    try {
      const result = await answered(answer, patience);
      this.#done = Math.max(this.#done, upTo);
      this.check();
      return result;
    } catch (cause) {
      if (cause instanceof NoAnswerError) this.fail(`The GPU does not answer: ${cause.message}`);
      this.check();
      throw new WebGpuError('WebGPU cancelled a read-back because the device is lost.', { cause });
    }
  }

  /** Destroys the device and with it every buffer. */
  dispose(): void {
    this.#disposed = true;
    this.fail('The WebGPU backend has been disposed of.');
    this.device.destroy();
  }
}
