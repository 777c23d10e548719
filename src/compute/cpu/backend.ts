import type { Program } from '../backend';
import { checkedOps } from '../bind-op';
import { hostProgram, type HostStep } from '../host-program';
import { opCall } from '../op-calls';
import type { ArgsOf, Dims } from '../op-specs';
import type { Ops } from '../ops';
import type { Tensor } from '../tensor';
import type { TrainingBackend, TrainingOps } from '../training-ops';
import { refillRows, actHaltAndSample } from './act';
import { attention } from './attention';
import { attentionBackward } from './attention-backward';
import { add, axpby, broadcast, predict, settle, transpose } from './elementwise';
import { embed } from './embed';
import { embedBackward } from './embed-backward';
import { gatedLinear, linear, linearResidualNorm } from './linear';
import {
  gatedInputGradient,
  linearInputGradient,
  linearWeightGradient,
  rmsNormBackward,
} from './linear-backward';
import { crossEntropy, qLoss } from './losses';
import { muon } from './muon';
import { adam, gradientNorm, signSgd } from './optimizers';
import { assign, copyOf, createCpuTensor, viewOf, type Precision } from './tensor';

/** The ops, executed immediately. */
export const CPU_OPS: TrainingOps = {
  embed,
  broadcast,
  add,
  axpby,
  settle,
  transpose,
  linear,
  attention,
  linearResidualNorm,
  gatedLinear,
  predict,
  rmsNormBackward,
  linearInputGradient,
  linearWeightGradient,
  gatedInputGradient,
  attentionBackward,
  embedBackward,
  crossEntropy,
  qLoss,
  actHaltAndSample,
  refillRows,
  gradientNorm,
  adam,
  muon,
  signSgd,
};

/**
 * The reference: plain loops, f32 storage, sums in double precision. It is written to be read, not
 * to be fast. Every other backend is tested against it.
 *
 * @param options.precision `f64` stores every number in double precision, which finite differences
 *   need; reads and writes remain f32.
 */
export function createCpuBackend(
  options: { readonly precision?: Precision } = {},
): TrainingBackend {
  const precision = options.precision ?? 'f32';
  const record = (
    build: (ops: TrainingOps) => void,
    reads: readonly Tensor[] = [],
  ): Promise<Program> => {
    const steps: HostStep[] = [];
    build(recorder(steps));
    return Promise.resolve(hostProgram(steps, reads, copyOf));
  };
  return {
    kind: 'cpu',
    description: 'plain TypeScript, one thread',
    isGpu: false,
    lost: new Promise<string>(() => undefined),
    tensor: (name, shape, tensorOptions) => createCpuTensor(precision, name, shape, tensorOptions),
    view: viewOf,
    write: assign,
    read: (tensor) => Promise.resolve(copyOf(tensor)),
    record: (build: (ops: Ops) => void, reads) => record(build, reads),
    recordTraining: record,
    // The garbage collector frees the memory.
    release: () => undefined,
    dispose: () => undefined,
  };
}

/** Ops that are recorded and executed when the program runs. */
function recorder(steps: HostStep[]): TrainingOps {
  const names = Object.keys(CPU_OPS) as (keyof TrainingOps)[];
  const note =
    <Op extends keyof TrainingOps>(op: Op) =>
    (args: ArgsOf<Op>, dims: Dims) => {
      const run = () => (CPU_OPS[op] as (args: unknown) => void)(args);
      steps.push({ ...opCall(op, args, dims), run });
    };
  return checkedOps(
    Object.fromEntries(names.map((op) => [op, note(op)])) as unknown as TrainingOps,
  );
}
