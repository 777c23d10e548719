/** WebGPU failed while in use: out of memory, a lost device, a rejected kernel. */
export class WebGpuError extends Error {
  override name = 'WebGpuError';
}

/** WebGPU is not available here; the message says why in one sentence. */
export class WebGpuUnavailableError extends WebGpuError {
  override name = 'WebGpuUnavailableError';
}

/** There is only a GPU emulated in software, and the caller did not allow that. */
export class SoftwareAdapterError extends WebGpuError {
  override name = 'SoftwareAdapterError';
}
