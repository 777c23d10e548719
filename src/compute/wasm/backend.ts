import type { Program } from '../backend';
import { checkedOps } from '../bind-op';
import { CPU_OPS } from '../cpu/backend';
import { assign, checkView, copyOf } from '../cpu/tensor';
import { hostProgram } from '../host-program';
import { opCall } from '../op-calls';
import type { ArgsOf, Dims } from '../op-specs';
import type { Ops } from '../ops';
import { sizeOf, type Tensor } from '../tensor';
import type { TrainingBackend, TrainingOps } from '../training-ops';
import * as gradientOps from './gradient-ops';
import { instantiateKernels, supportedBuild, type KernelBuild } from './kernels';
import { Memory } from './memory';
import * as forwardOps from './ops';
import * as optimizers from './optimizers';
import { PackedConstants } from './packed-weights';
import { Recording, Scratch } from './recording';
import { wasm, WasmTensor, type Storage } from './tensor';

type Record<Op extends keyof TrainingOps> = (recording: Recording, args: ArgsOf<Op>) => void;

/**
 * The ops that take time. The others move few numbers: for them the reference runs on the same
 * memory.
 */
const OPS: { readonly [Op in keyof TrainingOps]?: Record<Op> } = {
  ...forwardOps,
  ...gradientOps,
  ...optimizers,
};

/**
 * This project's kernels in WebAssembly with SIMD, on one thread. The same inputs give the same
 * results; another build or processor rounds differently.
 *
 * @param options.build which kernels; by default the fastest that run here
 * @throws Error that says why there is none
 */
export async function openWasm(
  options: { readonly build?: KernelBuild } = {},
): Promise<TrainingBackend> {
  const build = options.build ?? (await supportedBuild());
  const memory = new Memory();
  const kernels = await instantiateKernels(build, memory.wasm);
  memory.open(kernels.firstFree());
  const constants = new PackedConstants(kernels, memory);
  const scratch = new Scratch(memory);

  const record = (
    compose: (ops: TrainingOps) => void,
    reads: readonly Tensor[] = [],
  ): Promise<Program> => {
    const recording = new Recording(kernels, scratch, memory, constants);
    compose(opsOf(recording));
    const dispose = () => recording.dispose();
    return Promise.resolve(hostProgram(recording.steps.all, reads, copyOf, dispose));
  };

  return {
    kind: 'wasm',
    isGpu: false,
    description: `WebAssembly, ${build === 'simd' ? 'SIMD' : 'relaxed SIMD'}, one thread`,
    lost: new Promise<string>(() => undefined),
    tensor(name, shape, { dtype = 'f32', data, constant = false } = {}) {
      const bytes = 4 * sizeOf(shape);
      const storage: Storage = { at: memory.allocate(bytes), bytes, constant };
      const tensor = new WasmTensor(memory, storage, name, shape, dtype);
      if (data) assign(tensor, data);
      return tensor;
    },
    view(name, tensor, offset, shape) {
      const { storage, at, dtype } = wasm(tensor);
      checkView(name, wasm(tensor), offset, shape);
      const start = (at - storage.at) / 4 + offset;
      return new WasmTensor(memory, storage, name, shape, dtype, start);
    },
    write(tensor, data) {
      assign(tensor, data);
      constants.written(wasm(tensor).storage);
    },
    read: (tensor) => Promise.resolve(copyOf(tensor)),
    record: (compose: (ops: Ops) => void, reads) => record(compose, reads),
    recordTraining: record,
    release(tensors) {
      for (const { storage, isView } of tensors.map(wasm)) {
        if (isView) continue;
        constants.released(storage);
        memory.free(storage.at, storage.bytes);
      }
    },
    heldBytes: () => memory.wasm.buffer.byteLength,
    // The memory is freed with the instance.
    dispose: () => undefined,
  };
}

function opsOf(recording: Recording): TrainingOps {
  const names = Object.keys(CPU_OPS) as (keyof TrainingOps)[];
  const note =
    <Op extends keyof TrainingOps>(op: Op) =>
    (args: ArgsOf<Op>, dims: Dims) => {
      const own: Record<Op> | undefined = OPS[op];
      const reference = CPU_OPS[op] as (args: unknown) => void;
      recording.steps.of = opCall(op, args, dims);
      if (own) own(recording, args);
      else recording.steps.push(() => reference(args));
      recording.mayHaveWritten(args);
    };
  return checkedOps(
    Object.fromEntries(names.map((op) => [op, note(op)])) as unknown as TrainingOps,
  );
}
