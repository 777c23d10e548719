import type { Ops } from './ops';
import type { DType, Tensor, TensorData } from './tensor';

/**
 * A backend is where arithmetic runs. It holds tensors, records programs over the ops of `ops.ts`
 * once, and replays them. Four exist: `cpu` (the readable reference), `webgpu` and `wasm` (own
 * kernels), and `onnx` (the recorded ops become one ONNX graph, run by onnxruntime-web).
 */
export type BackendKind = 'cpu' | 'webgpu' | 'wasm' | 'onnx';

export const BACKEND_KINDS: readonly BackendKind[] = ['webgpu', 'wasm', 'cpu', 'onnx'];

export interface TensorOptions {
  readonly dtype?: DType;
  /**
   * Numbers the tensor starts with; zeros without. A tensor with `constant: true` is a weight: no
   * program writes it (a host `write` may), so a backend can fold it into what it prepares.
   */
  readonly data?: TensorData;
  readonly constant?: boolean;
  /**
   * The numbers serve one run only: every program writes the tensor before it reads it, and nobody
   * asks for it afterwards except through a program's `reads`. A backend whose tensors leave the
   * device after each run (`onnx`) spares that copy; the others may ignore it.
   */
  readonly scratch?: boolean;
}

/** A recorded sequence of ops. Replaying allocates nothing on the device. */
export interface Program {
  /** Kernel launches of one run (nodes of the graph for `onnx`). */
  readonly dispatches: number;
  /** What else a run takes, counted from shapes. */
  readonly cost: Cost;
  /**
   * Runs the ops in order, as one submission, then reads the tensors named at recording. The arrays
   * are copies, the caller's to keep. Runs of one backend are ordered as called.
   * @param pace is heeded where `breakable`; nothing else may run on the backend meanwhile
   */
  run(pace?: Pace): Promise<TensorData[]>;
  /** Whether a run can be broken off on its way; what it writes is then half done. */
  readonly breakable?: boolean;
  /**
   * A run nobody waits for and that reads nothing, so that many can be under way; a `run` now and
   * then keeps their number bounded. What goes wrong on the device shows in
   * the next call that is awaited.
   */
  submit(): void;
  /** What a run is made of, for measurements; empty where it cannot be taken apart (`onnx`). */
  kernels(): readonly ProgramKernel[];
  /** Frees what the program made for itself, not the tensors it works on; it must not run again. */
  dispose(): void;
}

/**
 * Awaited now and then on the way of a run that takes long, so that others get a turn.
 * @param share of the run that is done, 0…1, by its products
 * @throws whatever is to break the run off
 */
export type Pace = (share: number) => Promise<void>;

/** Work of one kind at one shape: a kernel of the device, or an op. */
export interface ProgramKernel {
  /** Op and shape. */
  readonly name: string;
  /** How often a run does it. */
  readonly count: number;
  /** What it takes once. */
  readonly cost: Cost;
  /** Its text in the device's language (WGSL), if it has one. */
  readonly code: string | null;
  /**
   * Does it so many times in a row on the tensors it has in the program. What they hold afterwards
   * is no use to anybody.
   * @returns milliseconds of one; `null` if the device has no clock
   */
  time(times: number): Promise<number | null>;
}

export interface Cost {
  /** Floating-point operations of the matrix products, a multiply-add counted as two. */
  readonly flops: number;
  /** Bytes of tensors read and written if each kernel touches its own just once. */
  readonly bytes: number;
}

export interface Backend {
  readonly kind: BackendKind;
  /** What a person may want to know: adapter name, threads, precision. */
  readonly description: string;
  /** Whether it is a real GPU, on which a large batch costs little more than a small one. */
  readonly isGpu: boolean;
  /** Resolves with the reason if the device is lost; never otherwise. */
  readonly lost: Promise<string>;
  tensor(name: string, shape: readonly number[], options?: TensorOptions): Tensor;
  /** Replaces a tensor's numbers; ordered with runs as called. Length and dtype must match. */
  write(tensor: Tensor, data: TensorData): void;
  read(tensor: Tensor): Promise<TensorData>;
  /** Records a program; pipelines, bindings and staging buffers are prepared before it resolves. */
  record(build: (ops: Ops) => void, reads?: readonly Tensor[]): Promise<Program>;
  /** Frees tensors; programs that use them must not run again. */
  release(tensors: readonly Tensor[]): void;
  /** Bytes of memory it has taken from the machine, where it knows. */
  heldBytes?(): number;
  /** Frees everything. */
  dispose(): void;
}
