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
   * The numbers are needed within one run only: every program writes the tensor before it reads it,
   * and only a program's `reads` returns it. A backend that copies its tensors out after each run
   * (`onnx`) skips this one; the others may ignore the flag.
   */
  readonly scratch?: boolean;
}

/** A recorded sequence of ops. Replaying allocates nothing on the device. */
export interface Program {
  /** Kernel launches of one run (nodes of the graph for `onnx`). */
  readonly dispatches: number;
  /** Operations and bytes of one run, counted from shapes. */
  readonly cost: Cost;
  /**
   * Runs the ops in order, as one submission, then reads the tensors named at recording. The arrays
   * are copies, which the caller may keep. The runs of a backend happen in the order of the calls.
   * @param pace used only by a `breakable` program; nothing else may run on the backend meanwhile
   */
  run(pace?: Pace): Promise<TensorData[]>;
  /** Whether a run can be interrupted; its outputs are then incomplete. */
  readonly breakable?: boolean;
  /**
   * Starts a run without waiting for it and without reading anything, so that several can be in
   * progress. Call `run` from time to time to bound their number. An error on the device shows in
   * the next call that is awaited.
   */
  submit(): void;
  /** The kernels of a run, for measurements; empty if they are not known (`onnx`). */
  kernels(): readonly ProgramKernel[];
  /** Frees what the program made for itself, not the tensors it works on; it must not run again. */
  dispose(): void;
}

/**
 * Awaited from time to time during a long run, so that other tasks get a turn.
 * @param share of the run that is done, 0…1, by its products
 * @throws an error of any kind interrupts the run
 */
export type Pace = (share: number) => Promise<void>;

/** Work of one kind at one shape: a kernel of the device, or an op. */
export interface ProgramKernel {
  /** Op and shape. */
  readonly name: string;
  /** How often a run does it. */
  readonly count: number;
  /** The cost of doing it once. */
  readonly cost: Cost;
  /** Its text in the device's language (WGSL), if it has one. */
  readonly code: string | null;
  /**
   * Does it several times in a row on the program's own tensors. Their content is useless
   * afterwards.
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
  /** A description for people: adapter name, threads, precision. */
  readonly description: string;
  /** Whether it is a real GPU, on which a large batch costs little more than a small one. */
  readonly isGpu: boolean;
  /** Resolves with the reason when the device is lost, and stays pending otherwise. */
  readonly lost: Promise<string>;
  tensor(name: string, shape: readonly number[], options?: TensorOptions): Tensor;
  /**
   * Replaces a tensor's numbers, in the order of the calls of `write` and `run`. Length and dtype
   * must match.
   */
  write(tensor: Tensor, data: TensorData): void;
  read(tensor: Tensor): Promise<TensorData>;
  /** Records a program; pipelines, bindings and staging buffers are prepared before it resolves. */
  record(build: (ops: Ops) => void, reads?: readonly Tensor[]): Promise<Program>;
  /** Frees tensors; programs that use them must not run again. */
  release(tensors: readonly Tensor[]): void;
  /** Bytes of memory it has allocated, if it knows. */
  heldBytes?(): number;
  /** Frees everything. */
  dispose(): void;
}
