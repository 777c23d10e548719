/** WebGPU failed while in use: out of memory, a lost device, a rejected kernel. */
export class WebGpuError extends Error {
  override name = 'WebGpuError';
}

/** There is no WebGPU to be had here; the message says why in one sentence. */
export class WebGpuUnavailableError extends WebGpuError {
  override name = 'WebGpuUnavailableError';
}

/** There is only a GPU emulated in software, and that was not allowed. */
export class SoftwareAdapterError extends WebGpuError {
  override name = 'SoftwareAdapterError';
}
