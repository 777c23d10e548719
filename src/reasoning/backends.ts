import { BACKEND_KINDS, type Backend, type BackendKind } from '../compute/backend';

/** What the place where the engine runs has to offer. */
export interface Surroundings {
  /** `navigator.gpu`, or what a Node binding gives; `undefined` where there is none. */
  readonly gpu: GPU | undefined;
  /** Address of ONNX Runtime's WebAssembly; in Node it is found without. */
  readonly wasmUrl?: string;
}

export interface ChosenBackend {
  readonly backend: Backend;
  /** Why this one, where another was asked for or would be faster; else `null`. */
  readonly reason: string | null;
  /** Every backend with the reason why it cannot be used, or `null` if it can. */
  readonly available: Readonly<Record<BackendKind, string | null>>;
}

const LABEL: Readonly<Record<BackendKind, string>> = {
  webgpu: 'WebGPU',
  onnx: 'WebAssembly',
  cpu: 'Plain TypeScript',
};

/**
 * Opens a backend. Its code is loaded only now, so nobody pays for those not used.
 * @throws Error saying why it cannot be used here
 */
export async function openBackend(kind: BackendKind, place: Surroundings): Promise<Backend> {
  switch (kind) {
    case 'webgpu': {
      const { openWebGpu } = await import('../compute/webgpu/open');
      return openWebGpu(place.gpu ? { gpu: place.gpu, allowFallback: true } : {});
    }
    case 'onnx': {
      const { createOnnxBackend } = await import('../compute/onnx/backend');
      return createOnnxBackend(place.wasmUrl === undefined ? {} : { wasmUrl: place.wasmUrl });
    }
    case 'cpu': {
      const { createCpuBackend } = await import('../compute/cpu/backend');
      return createCpuBackend();
    }
  }
}

/**
 * The backend asked for, or the next best that opens: WebGPU on a real GPU, then WebAssembly, then
 * plain TypeScript. An emulated GPU is several times slower than WebAssembly, so `auto` passes it
 * over; asked for by name it is used.
 *
 * @param kinds those that will do, best first; training takes WebGPU or plain TypeScript
 * @throws Error when none opens, with every reason
 */
export async function chooseBackend(
  wanted: BackendKind | 'auto',
  place: Surroundings,
  kinds: readonly BackendKind[] = BACKEND_KINDS,
): Promise<ChosenBackend> {
  const { probeWebGpu } = await import('../compute/webgpu/open');
  const probe = await probeWebGpu(place.gpu);
  const available: Record<BackendKind, string | null> = {
    webgpu: 'missing' in probe ? probe.missing : null,
    onnx: null,
    cpu: null,
  };
  let passedOver: string | null = null;
  if ('missing' in probe) passedOver = `WebGPU cannot be used here: ${probe.missing}`;
  else if (probe.fallback) {
    const faster = kinds.includes('onnx') ? LABEL.onnx : LABEL.cpu;
    passedOver = `The GPU here is emulated in software, and ${faster} is faster than that.`;
  }

  const order = kinds.filter((kind) => kind !== 'webgpu' || passedOver === null);
  if (wanted !== 'auto') order.unshift(wanted);
  let reason = wanted === 'auto' ? passedOver : null;
  for (const kind of new Set(order)) {
    const missing = available[kind];
    try {
      if (missing !== null) throw new Error(missing);
      return { backend: await openBackend(kind, place), reason, available };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      available[kind] = why;
      reason = `${LABEL[kind]} cannot be used here: ${why}`;
    }
  }
  const reasons = BACKEND_KINDS.map((kind) => `${LABEL[kind]}: ${available[kind] ?? 'not tried'}`);
  throw new Error(`No backend could be opened. ${reasons.join(' ')}`);
}
