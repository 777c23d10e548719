import type { Backend } from './backend';
import { AbsentError, isLost, LostError, SlowBackendError, type Rung } from './ladder';
import type { TrainingBackend } from './training-ops';

/** What the environment (browser or Node) provides. */
export interface Surroundings {
  /** Given by a Node binding; not needed in a browser. */
  readonly gpu?: GPU | undefined;
  /** Address of ONNX Runtime's WebAssembly; not needed in Node. */
  readonly wasmUrl?: string;
  /** Whether a GPU is opened to measure it; see `OpenOptions`. */
  readonly measuring?: boolean;
}

/** The backends for thinking, best first. The code of a backend is loaded when it is opened. */
export function thinkingRungs(place: Surroundings): readonly Rung[] {
  return [webgpu(place, { learns: false }), wasm, cpu, onnx(place)];
}

/** The backends for learning, best first. */
export function trainingRungs(place: Surroundings): readonly Rung<TrainingBackend>[] {
  return [webgpu(place, { learns: true }), wasm, cpu];
}

interface GpuUse {
  /** Whether it must compute gradients, too. */
  readonly learns: boolean;
}

/** Own kernels on a GPU. The GPU must first compute a tiny layer correctly. */
function webgpu(
  { gpu, measuring = false }: Surroundings,
  { learns }: GpuUse,
): Rung<TrainingBackend> {
  return {
    kind: 'webgpu',
    label: 'WebGPU',
    async open(byHand) {
      const { openWebGpu } = await import('./webgpu/open');
      const { SoftwareAdapterError, WebGpuUnavailableError } = await import('./webgpu/error');
      try {
        const backend = await openWebGpu({
          ...(gpu && { gpu }),
          allowFallback: byHand,
          measuring,
        });
        await mustComputeRightly(backend, learns);
        return backend;
      } catch (error) {
        if (error instanceof SoftwareAdapterError) {
          throw new SlowBackendError(
            // It is several times slower.
            `The GPU here is emulated in software, and ${wasm.label} is faster than that.`,
          );
        }
        if (error instanceof WebGpuUnavailableError) throw new AbsentError(error.message);
        throw error;
      }
    },
  };
}

/**
 * @throws Error if it does not, LostError if its device is lost meanwhile; the backend is then
 * disposed of
 */
async function mustComputeRightly(backend: TrainingBackend, learns: boolean): Promise<void> {
  const { createCpuBackend } = await import('./cpu/backend');
  const { selfTest } = await import('./self-test');
  try {
    const problem = await selfTest(backend, createCpuBackend(), learns);
    if (problem === null) return;
    throw new Error(`this GPU computes wrongly (in a test at the start, ${problem}).`);
  } catch (error) {
    const lost = await isLost(backend);
    backend.dispose();
    if (lost && error instanceof Error) throw new LostError(error.message, { cause: error });
    throw error;
  }
}

/** Own kernels in WebAssembly. */
const wasm: Rung<TrainingBackend> = {
  kind: 'wasm',
  label: 'WebAssembly',
  async open() {
    const { openWasm } = await import('./wasm/backend');
    const { WasmUnavailableError } = await import('./wasm/kernels');
    try {
      return await openWasm();
    } catch (error) {
      if (error instanceof WasmUnavailableError) throw new AbsentError(error.message);
      throw error;
    }
  },
};

/** ONNX Runtime, for comparison: 14 MB, downloaded only on request. */
function onnx({ wasmUrl }: Surroundings): Rung {
  return {
    kind: 'onnx',
    label: 'ONNX Runtime',
    byNameOnly: true,
    async open() {
      const { createOnnxBackend } = await import('./onnx/backend');
      return createOnnxBackend(wasmUrl === undefined ? {} : { wasmUrl });
    },
  };
}

/** The reference, which runs everywhere. */
const cpu: Rung<TrainingBackend> = {
  kind: 'cpu',
  label: 'Plain TypeScript',
  async open() {
    const { createCpuBackend } = await import('./cpu/backend');
    return createCpuBackend();
  },
};

/**
 * Opens the one backend that is asked for.
 * @throws Error saying why it cannot be used here
 */
export async function openBackend(kind: Backend['kind'], place: Surroundings): Promise<Backend> {
  const rung = thinkingRungs(place).find((each) => each.kind === kind);
  return rung!.open(true);
}
