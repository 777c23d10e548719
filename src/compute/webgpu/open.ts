import type { TrainingBackend } from '../training-ops';
import { createWebGpuBackend } from './backend';
import { WebGpuUnavailableError } from './error';

/** What there is to compute on. */
export type WebGpuProbe =
  | {
      readonly adapter: {
        readonly vendor: string;
        readonly architecture: string;
        readonly device: string;
        readonly description: string;
      };
      /** True for a software adapter: correct, but slower than the `onnx` backend. */
      readonly fallback: boolean;
    }
  | { readonly missing: string };

/** Says what WebGPU offers here without keeping anything open. @param gpu `navigator.gpu` unless given. */
export async function probeWebGpu(gpu?: GPU): Promise<WebGpuProbe> {
  const adapter = await requestAdapter(gpu);
  if (typeof adapter === 'string') return { missing: adapter };
  const { vendor, architecture, device, description } = adapter.info;
  return { adapter: { vendor, architecture, device, description }, fallback: isFallback(adapter) };
}

export interface OpenOptions {
  /** `navigator.gpu` unless given; in Node, see `openNodeGpu`. */
  readonly gpu?: GPU;
  /** Whether a software adapter will do. */
  readonly allowFallback?: boolean;
  /** Bytes of the largest tensor, where WebGPU's default of 128 MiB is not enough. */
  readonly maxTensorBytes?: number;
}

/**
 * Opens the backend with WebGPU's default limits and no optional features, so that what runs on one
 * device runs on all.
 *
 * @throws WebGpuUnavailableError if there is no adapter, only a software one that is not allowed,
 * or no device with tensors as large as asked for.
 */
export async function openWebGpu(options: OpenOptions = {}): Promise<TrainingBackend> {
  const adapter = await requestAdapter(options.gpu);
  if (typeof adapter === 'string') throw new WebGpuUnavailableError(adapter);
  const fallback = isFallback(adapter);
  const name = nameOf(adapter.info);
  if (fallback && options.allowFallback !== true) {
    throw new WebGpuUnavailableError(`WebGPU has only a software adapter here (${name}).`);
  }
  const device = await requestDevice(adapter, name, options.maxTensorBytes);
  return createWebGpuBackend(device, `WebGPU, ${name}${fallback ? ' (software)' : ''}, f32`);
}

async function requestAdapter(given?: GPU): Promise<GPUAdapter | string> {
  const gpu = given ?? browserGpu();
  if (!gpu) return 'This browser has no WebGPU, or the page is not served over HTTPS.';
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    return adapter ?? 'WebGPU found no graphics adapter it may use.';
  } catch (cause) {
    return `WebGPU failed to find an adapter: ${messageOf(cause)}`;
  }
}

/** The types promise `navigator.gpu`; older browsers, insecure pages and Node do not keep it. */
function browserGpu(): GPU | undefined {
  return (globalThis as { navigator?: { gpu?: GPU } }).navigator?.gpu;
}

/** WebGPU's default limit on one storage binding; that on a buffer is higher. */
const DEFAULT_BINDING_BYTES = 128 * 1024 * 1024;

async function requestDevice(
  adapter: GPUAdapter,
  name: string,
  maxTensorBytes = DEFAULT_BINDING_BYTES,
): Promise<GPUDevice> {
  const requiredLimits: Record<string, number> = {};
  if (maxTensorBytes > DEFAULT_BINDING_BYTES) {
    requiredLimits.maxStorageBufferBindingSize = maxTensorBytes;
    requiredLimits.maxBufferSize = Math.max(maxTensorBytes, 2 * DEFAULT_BINDING_BYTES);
  }
  try {
    return await adapter.requestDevice({ label: 'HRM', requiredLimits });
  } catch (cause) {
    throw new WebGpuUnavailableError(`WebGPU cannot open ${name}: ${messageOf(cause)}`, { cause });
  }
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|microsoft basic render/i;

/** Browsers that do not say so yet are known by their software adapters' names. */
function isFallback({ info }: GPUAdapter): boolean {
  const names = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`;
  return info.isFallbackAdapter || SOFTWARE.test(names);
}

function nameOf(info: GPUAdapterInfo): string {
  return info.description || [info.vendor, info.architecture].filter(Boolean).join(' ') || 'GPU';
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
