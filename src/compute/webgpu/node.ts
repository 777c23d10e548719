import { WebGpuUnavailableError } from './error';

/** Dawn's bindings crash when the object `create` returned is collected, so it stays referenced. */
let opened: GPU | undefined;

/**
 * WebGPU in Node, through the npm package `webgpu` (Dawn). It also installs the constants that
 * browsers have as globals (such as `GPUBufferUsage`). Not for the page.
 *
 * @throws WebGpuUnavailableError if the package is missing or does not run on this machine.
 */
export async function openNodeGpu(): Promise<GPU> {
  if (opened) return opened;
  try {
    const { create, globals } = await import('webgpu');
    for (const [name, value] of Object.entries(globals)) {
      if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value });
    }
    opened = create([]);
    return opened;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WebGpuUnavailableError(`Node has no WebGPU here: ${reason}`, { cause });
  }
}
