import { createRandom } from '../../../src/puzzles/random';
import { compileKernel, type CompiledKernel } from './compile/kernel';
import { runDispatch, type BoundRange, type Dispatch, type Running } from './dispatch';
import { Findings } from './findings';
import { Epochs, Shadow } from './shadow';
import { WgslError } from './wgsl/tokens';

/** WebGPU's default limits, which every device has. */
const LIMITS = {
  maxStorageBufferBindingSize: 128 * 1024 * 1024,
  maxBufferSize: 256 * 1024 * 1024,
  maxStorageBuffersPerShaderStage: 8,
  minStorageBufferOffsetAlignment: 256,
  maxComputeWorkgroupsPerDimension: 65535,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupStorageSize: 16384,
};
type Limits = typeof LIMITS;

export interface EmulatorOptions {
  readonly seed: number;
  readonly sums?: Running['rounding']['sums'];
  /** Whether it reports itself as a software adapter, which may select other kernels. */
  readonly isSoftware?: boolean;
  /** The largest number of workgroups to run of each dispatch; all by default. */
  readonly mostWorkgroups?: number;
  /** Runs a dispatch instead of the emulator. */
  readonly dispatched?: (dispatch: Dispatch, running: Running) => void;
}

/** An emulated GPU, and its findings so far in the kernels that it ran. */
export interface Emulator {
  readonly gpu: GPU;
  readonly findings: Findings;
}

/** Creates the state that dispatches share and that goes on from one to the next. */
export function createRunning(options: EmulatorOptions, findings: Findings): Running {
  const { seed, sums = 'nearest', mostWorkgroups = Infinity } = options;
  return {
    ...{ findings, mostWorkgroups },
    storage: new Epochs('storage'),
    random: createRandom(seed),
    rounding: { seed, sums },
  };
}

/**
 * A GPU that executes WGSL in this thread and watches every access. It makes WebGPU's checks of
 * compute passes with storage buffers. It throws errors at once; a device would report them later.
 */
export function createEmulator(options: EmulatorOptions): Emulator {
  const findings = new Findings();
  const running = createRunning(options, findings);
  const { dispatched = runDispatch } = options;
  const run = (dispatch: Dispatch) => dispatched(dispatch, running);
  const info = { ...INFO, isFallbackAdapter: options.isSoftware ?? false };
  const requestDevice = ({ requiredLimits }: GPUDeviceDescriptor = {}) => {
    const limits = { ...LIMITS, ...(requiredLimits as Partial<Limits> | undefined) };
    return Promise.resolve(
      new EmulatedDevice(limits, options.seed, run, options.mostWorkgroups === undefined),
    );
  };
  // This adapter has only what tests use, while the types have all of WebGPU.
  const adapter = { info, limits: LIMITS, features: new Set(), requestDevice };
  const gpu = { requestAdapter: () => Promise.resolve(adapter) };
  return { gpu: gpu as unknown as GPU, findings };
}

const INFO = { vendor: 'tests', architecture: '', device: '', description: 'emulator' };

const NO_LABEL = 'a buffer without a label';

type Command = () => void;

/** Kernels by seed and code. They are compiled once for all devices. */
const compiled = new Map<string, CompiledKernel>();

export class EmulatedDevice {
  readonly queue = new EmulatedQueue();
  readonly features = new Set<string>();
  readonly lost = new Promise<never>(() => undefined);

  constructor(
    readonly limits: Limits,
    private readonly seed: number,
    private readonly run: (dispatch: Dispatch) => void,
    private readonly runsAll: boolean,
  ) {}

  addEventListener(): void {
    // Errors are thrown at once instead.
  }

  pushErrorScope(): void {
    // Error scopes catch nothing.
  }

  popErrorScope(): Promise<null> {
    return Promise.resolve(null);
  }

  destroy(): void {
    // The garbage collector frees the memory.
  }

  createBuffer({ label = NO_LABEL, size }: GPUBufferDescriptor): EmulatedBuffer {
    check(size % 4 === 0 && size > 0, `${label} has ${size} bytes`);
    check(size <= this.limits.maxBufferSize, `${label} is too large`);
    return new EmulatedBuffer(label, size);
  }

  createShaderModule({ code }: GPUShaderModuleDescriptor): EmulatedModule {
    return new EmulatedModule(code, this.seed);
  }

  createComputePipelineAsync(descriptor: {
    readonly label: string;
    readonly compute: { readonly module: EmulatedModule };
  }): Promise<EmulatedPipeline> {
    const { label, compute } = descriptor;
    try {
      const kernel = compute.module.compile();
      checkKernel(label, kernel, this.limits);
      return Promise.resolve({ label, kernel, getBindGroupLayout: () => ({ kernel }) });
    } catch (cause) {
      return Promise.reject(cause instanceof Error ? cause : new Error(String(cause)));
    }
  }

  createBindGroup(descriptor: {
    readonly label: string;
    readonly layout: { readonly kernel: CompiledKernel };
    readonly entries: readonly {
      readonly binding: number;
      readonly resource: {
        readonly buffer: EmulatedBuffer;
        readonly offset?: number;
        readonly size?: number;
      };
    }[];
  }): EmulatedBindGroup {
    const { label, layout, entries } = descriptor;
    const used = layout.kernel.memories.filter(({ space }) => space === 'storage');
    check(used.length === entries.length, `${label} does not use all that is bound`);
    const bound = new Map<number, EmulatedRange>();
    for (const { binding, resource } of entries) {
      const { buffer, offset = 0, size = buffer.size - offset } = resource;
      const memory = used.find((each) => each.binding === binding);
      check(memory !== undefined, `${label} does not use binding ${binding}`);
      const { limits } = this;
      check(offset % limits.minStorageBufferOffsetAlignment === 0, `${label} begins at ${offset}`);
      check(
        size % 4 === 0 && size >= 4 * memory.type.element.width,
        `${label} binds ${size} bytes`,
      );
      check(size <= limits.maxStorageBufferBindingSize, `${label} binds too much`);
      check(offset + size <= buffer.size, `${label} binds more than there is`);
      bound.set(binding, { buffer, offset, size });
    }
    return { label, bound };
  }

  createCommandEncoder(): EmulatedEncoder {
    return new EmulatedEncoder(this.run, this.limits, this.runsAll);
  }
}

export class EmulatedQueue {
  submit(buffers: Iterable<{ readonly commands: readonly Command[] }>): void {
    for (const { commands } of buffers) for (const command of commands) command();
  }

  writeBuffer(buffer: EmulatedBuffer, offset: number, data: ArrayBufferView): void {
    check(data.byteLength % 4 === 0 && offset % 4 === 0, `${buffer.label} is written in parts`);
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    new Uint8Array(buffer.memory).set(bytes, offset);
  }

  onSubmittedWorkDone(): Promise<void> {
    return Promise.resolve();
  }
}

class EmulatedBuffer {
  readonly #memory: ArrayBuffer;
  #shadow: Shadow | null = null;
  #destroyed = false;

  constructor(
    readonly label: string,
    readonly size: number,
  ) {
    this.#memory = new ArrayBuffer(size);
  }

  get memory(): ArrayBuffer {
    check(!this.#destroyed, `${this.label} is destroyed`);
    return this.#memory;
  }

  /** Created at its first use, because most buffers are only read. */
  get shadow(): Shadow {
    return (this.#shadow ??= new Shadow(this.size / 4));
  }

  mapAsync(): Promise<void> {
    return Promise.resolve();
  }

  getMappedRange(): ArrayBuffer {
    return this.memory;
  }

  unmap(): void {
    // The memory always belongs to this thread.
  }

  destroy(): void {
    this.#destroyed = true;
  }
}

class EmulatedModule {
  #error: WgslError | null = null;

  constructor(
    private readonly code: string,
    private readonly seed: number,
  ) {}

  /** @throws WgslError */
  compile(): CompiledKernel {
    const key = `${this.seed}\n${this.code}`;
    try {
      let kernel = compiled.get(key);
      if (!kernel) compiled.set(key, (kernel = compileKernel(this.code, this.seed)));
      return kernel;
    } catch (cause) {
      if (cause instanceof WgslError) this.#error = cause;
      throw cause;
    }
  }

  getCompilationInfo() {
    const error = this.#error;
    const message = error && { type: 'error', message: error.message, lineNum: error.line };
    return Promise.resolve({ messages: message ? [{ ...message, linePos: 1 }] : [] });
  }
}

interface EmulatedPipeline {
  readonly label: string;
  readonly kernel: CompiledKernel;
  getBindGroupLayout(): { readonly kernel: CompiledKernel };
}

interface EmulatedRange {
  readonly buffer: EmulatedBuffer;
  readonly offset: number;
  readonly size: number;
}

interface EmulatedBindGroup {
  readonly label: string;
  readonly bound: ReadonlyMap<number, EmulatedRange>;
}

class EmulatedEncoder {
  readonly #commands: Command[] = [];

  constructor(
    private readonly run: (dispatch: Dispatch) => void,
    private readonly limits: Limits,
    /** Whether all workgroups run, so that kernels write everything that they should. */
    private readonly runsAll: boolean,
  ) {}

  beginComputePass() {
    let pipeline: EmulatedPipeline | null = null;
    let group: EmulatedBindGroup | null = null;
    return {
      setPipeline(given: EmulatedPipeline): void {
        pipeline = given;
      },
      setBindGroup(_: number, given: EmulatedBindGroup): void {
        group = given;
      },
      dispatchWorkgroups: (x: number, y = 1, z = 1): void => {
        const most = this.limits.maxComputeWorkgroupsPerDimension;
        check(Math.max(x, y, z) <= most, `a grid of ${x} × ${y} × ${z}`);
        const [{ label, kernel }, { bound }] = [pipeline!, group!];
        checkAliases(label, kernel, bound);
        this.#commands.push(() =>
          this.run({
            label,
            kernel,
            grid: [x, y, z],
            bound: rangesOf(kernel, bound, this.runsAll),
          }),
        );
      },
      end: () => undefined,
    };
  }

  copyBufferToBuffer(
    from: EmulatedBuffer,
    fromOffset: number,
    to: EmulatedBuffer,
    toOffset: number,
    size: number,
  ): void {
    check(size % 4 === 0 && fromOffset % 4 === 0 && toOffset % 4 === 0, 'a copy in parts');
    check(fromOffset + size <= from.size && toOffset + size <= to.size, 'a copy past the end');
    this.#commands.push(() => {
      new Uint8Array(to.memory).set(new Uint8Array(from.memory, fromOffset, size), toOffset);
    });
  }

  finish() {
    return { commands: this.#commands };
  }
}

const NO_SHADOW = new Shadow(0);

/**
 * Whether a buffer is a program's scratch memory, which holds no values at first. Tensors begin as
 * zeros (`Backend.tensor`). Buffers without a label may be anything.
 */
function isScratch({ label }: EmulatedBuffer): boolean {
  return label !== NO_LABEL && !label.startsWith('tensor ');
}

function rangesOf(
  { memories }: CompiledKernel,
  bound: EmulatedBindGroup['bound'],
  runsAll: boolean,
): Map<number, BoundRange> {
  const writable = new Set(memories.filter((each) => each.writable).map(({ binding }) => binding));
  return new Map(
    [...bound].map(([binding, { buffer, offset, size }]) => {
      const { label, memory: data } = buffer;
      const scratch = runsAll && isScratch(buffer);
      const shadow = writable.has(binding) || scratch ? buffer.shadow : NO_SHADOW;
      return [binding, { label, data, shadow, offset, size, isScratch: scratch }];
    }),
  );
}

function checkKernel(label: string, { threads, memories }: CompiledKernel, limits: Limits): void {
  const storage = memories.filter(({ space }) => space === 'storage').length;
  const local = memories.filter(({ space }) => space === 'workgroup');
  const bytes = local.reduce((sum, { type }) => sum + 4 * type.element.width * type.count!, 0);
  check(threads <= limits.maxComputeInvocationsPerWorkgroup, `${label} has ${threads} threads`);
  check(storage <= limits.maxStorageBuffersPerShaderStage, `${label} binds ${storage} buffers`);
  check(bytes <= limits.maxComputeWorkgroupStorageSize, `${label} takes ${bytes} bytes`);
}

/** WebGPU: a dispatch either writes or reads a buffer, and no part is written through two bindings. */
function checkAliases(
  label: string,
  { memories }: CompiledKernel,
  bound: EmulatedBindGroup['bound'],
): void {
  const storage = memories.filter(({ space }) => space === 'storage');
  for (const [i, one] of storage.entries()) {
    for (const other of storage.slice(i + 1)) {
      const [a, b] = [bound.get(one.binding!)!, bound.get(other.binding!)!];
      if (a.buffer !== b.buffer || (!one.writable && !other.writable)) continue;
      const apart = a.offset + a.size <= b.offset || b.offset + b.size <= a.offset;
      const both = one.writable && other.writable;
      check(both && apart, `${label}: ${one.name} and ${other.name} lie in one buffer`);
    }
  }
}

function check(holds: boolean, complaint: string): asserts holds {
  if (!holds) throw new TypeError(`WebGPU would refuse this: ${complaint}.`);
}
