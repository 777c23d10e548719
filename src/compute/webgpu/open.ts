import type { TrainingBackend } from '../training-ops';
import { createWebGpuBackend } from './backend';
import { SoftwareAdapterError, WebGpuError, WebGpuUnavailableError } from './error';
import type { FamilyName } from './kernels/tile-shapes';
import { answered } from './patience';
import { openTileMemory } from './tile-memory';
import { TIMESTAMPS } from './timestamps';

export interface OpenOptions {
  /** `navigator.gpu` unless given; in Node, see `openNodeGpu`. */
  readonly gpu?: GPU;
  /** Whether a software adapter is allowed. */
  readonly allowFallback?: boolean;
  /** Bytes of the largest tensor, if WebGPU's default of 128 MiB is not enough. */
  readonly maxTensorBytes?: number;
  /** Opens the device for measuring: with its clock, and with tensors as large as it allows. */
  readonly measuring?: boolean;
  /** Other tiles for products than those that suit the device. */
  readonly tiles?: FamilyName;
  /** Whether the fastest tiles are found by timing; by default only on a GPU. */
  readonly timeTiles?: boolean;
}

/**
 * Opens the backend with WebGPU's default limits and no optional features, so that what runs on one
 * device runs on all. Only for measuring does it request all that the device has.
 *
 * @throws WebGpuUnavailableError if there is no adapter
 * @throws SoftwareAdapterError if there is only a software adapter and it is not allowed
 * @throws WebGpuError if the driver does not answer, or has no device with tensors of the requested
 * size
 */
export async function openWebGpu(options: OpenOptions = {}): Promise<TrainingBackend> {
  const adapter = await requestAdapter(options.gpu);
  if (typeof adapter === 'string') throw new WebGpuUnavailableError(adapter);
  const fallback = isFallback(adapter);
  const name = nameOf(infoOf(adapter));
  if (fallback && options.allowFallback !== true) {
    throw new SoftwareAdapterError(`WebGPU has only a software adapter here (${name}).`);
  }
  const { tiles, timeTiles = !fallback } = options;
  // Never fails, so it may be read while the driver opens the device.
  const reading = timeTiles ? openTileMemory(name) : undefined;
  const device = await requestDevice(adapter, name, options);
  const memory = await reading;
  const description = `WebGPU, ${name}${fallback ? ' (software)' : ''}, f32`;
  return createWebGpuBackend(device, { description, isGpu: !fallback, tiles, memory });
}

/** Milliseconds within which a working driver finds an adapter and opens a device. */
const ADAPTER_PATIENCE = 3000;
const DEVICE_PATIENCE = 10_000;
/** A GPU process that has just restarted has no adapter for a moment. */
const SECOND_LOOK = 250;

/**
 * @returns an adapter, or a sentence that says why there is none
 * @throws WebGpuError if looking for one fails or takes too long
 */
async function requestAdapter(given?: GPU): Promise<GPUAdapter | string> {
  const gpu = given ?? browserGpu();
  if (gpu === undefined) return 'This browser has no WebGPU, or the page is not served over HTTPS.';
  const look = () => gpu.requestAdapter({ powerPreference: 'high-performance' });
  const looks = async () => {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, SECOND_LOOK));
    return look();
  };
  try {
    const adapter = await answered(looks(), ADAPTER_PATIENCE);
    return adapter ?? 'WebGPU found no graphics adapter it may use.';
  } catch (cause) {
    throw new WebGpuError(`WebGPU failed to find an adapter: ${messageOf(cause)}`, { cause });
  }
}

/**
 * By its type, `navigator.gpu` always exists. Older browsers, insecure pages and Node lack it, and
 * privacy tools may throw when it is read.
 */
function browserGpu(): GPU | undefined {
  try {
    return (globalThis as { navigator?: { gpu?: GPU | null } }).navigator?.gpu ?? undefined;
  } catch {
    return undefined;
  }
}

/** WebGPU's default limit on one storage binding; that on a buffer is higher. */
const DEFAULT_BINDING_BYTES = 128 * 1024 * 1024;

function largestBinding({ limits }: GPUAdapter): number {
  return Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
}

async function requestDevice(
  adapter: GPUAdapter,
  name: string,
  { measuring = false, ...options }: OpenOptions,
): Promise<GPUDevice> {
  const maxTensorBytes =
    options.maxTensorBytes ?? (measuring ? largestBinding(adapter) : DEFAULT_BINDING_BYTES);
  const requiredLimits: Record<string, number> = {};
  if (maxTensorBytes > DEFAULT_BINDING_BYTES) {
    requiredLimits.maxStorageBufferBindingSize = maxTensorBytes;
    requiredLimits.maxBufferSize = Math.max(maxTensorBytes, 2 * DEFAULT_BINDING_BYTES);
  }
  try {
    const requiredFeatures: GPUFeatureName[] =
      measuring && adapter.features.has(TIMESTAMPS) ? [TIMESTAMPS] : [];
    const asked = adapter.requestDevice({ label: 'HRM', requiredLimits, requiredFeatures });
    const device = await answered(asked, DEVICE_PATIENCE, (late) => late.destroy());
    // Despite the type, an adapter that has already been used may have none.
    if ((device as GPUDevice | null) === null) throw new Error('the adapter returned no device');
    return device;
  } catch (cause) {
    throw new WebGpuError(`WebGPU cannot open ${name}: ${messageOf(cause)}`, { cause });
  }
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|microsoft basic render/i;

/**
 * Chrome before 127 has this flag on the adapter; in other browsers the names of software adapters
 * show it.
 */
function isFallback(adapter: GPUAdapter): boolean {
  const info = infoOf(adapter);
  const old = adapter as { isFallbackAdapter?: boolean };
  const names = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`;
  return info.isFallbackAdapter || old.isFallbackAdapter === true || SOFTWARE.test(names);
}

type AdapterInfo = Pick<
  GPUAdapterInfo,
  'vendor' | 'architecture' | 'device' | 'description' | 'isFallbackAdapter'
>;

/**
 * An adapter's description of itself. Chrome before 127 and some drivers give none, or only a part.
 */
function infoOf(adapter: GPUAdapter): AdapterInfo {
  const { vendor, architecture, device, description, isFallbackAdapter } = toldBy(adapter);
  return {
    vendor: vendor ?? '',
    architecture: architecture ?? '',
    device: device ?? '',
    description: description ?? '',
    isFallbackAdapter: isFallbackAdapter ?? false,
  };
}

function toldBy(adapter: GPUAdapter): Partial<AdapterInfo> {
  try {
    return (adapter as { info?: Partial<GPUAdapterInfo> | null }).info ?? {};
  } catch {
    return {};
  }
}

function nameOf(info: AdapterInfo): string {
  return info.description || [info.vendor, info.architecture].filter(Boolean).join(' ') || 'GPU';
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
