import { checkedOps } from '../compute/bind-op';
import { hostProgram, type HostStep } from '../compute/host-program';
import { opCall } from '../compute/op-calls';
import { OP_SPECS, type ArgsOf, type Dims } from '../compute/op-specs';
import { sizeOf, type DType, type Tensor } from '../compute/tensor';
import type { TrainingBackend, TrainingOps } from '../compute/training-ops';

/** A backend without memory and arithmetic: it only counts. */
export function dryBackend(): { readonly backend: TrainingBackend; readonly bytes: () => number } {
  let bytes = 0;
  const shaped = (name: string, shape: readonly number[], dtype: DType = 'f32'): Tensor => ({
    ...{ name, shape, dtype },
  });
  const empty = ({ shape, dtype }: Tensor) =>
    dtype === 'u32' ? new Uint32Array(sizeOf(shape)) : new Float32Array(sizeOf(shape));
  const record = (build: (ops: TrainingOps) => void, reads: readonly Tensor[] = []) => {
    const steps: HostStep[] = [];
    build(countingOps(steps));
    return Promise.resolve(hostProgram(steps, reads, empty));
  };
  const backend: TrainingBackend = {
    kind: 'cpu',
    isGpu: false,
    description: 'nothing is computed',
    lost: new Promise<string>(() => undefined),
    tensor(name, shape, { dtype } = {}) {
      bytes += 4 * sizeOf(shape);
      return shaped(name, shape, dtype);
    },
    view: (name, { dtype }, _, shape) => shaped(name, shape, dtype),
    write: () => undefined,
    read: (tensor) => Promise.resolve(empty(tensor)),
    record,
    recordTraining: record,
    release: () => undefined,
    dispose: () => undefined,
  };
  return { backend, bytes: () => bytes };
}

function countingOps(steps: HostStep[]): TrainingOps {
  const count =
    <Op extends keyof TrainingOps>(op: Op) =>
    (args: ArgsOf<Op>, dims: Dims) => {
      steps.push({ ...opCall(op, args, dims), run: () => undefined });
    };
  const names = Object.keys(OP_SPECS) as (keyof TrainingOps)[];
  return checkedOps(
    Object.fromEntries(names.map((op) => [op, count(op)])) as unknown as TrainingOps,
  );
}
