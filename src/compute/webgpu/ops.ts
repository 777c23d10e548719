import { checkedOps } from '../bind-op';
import type { ArgsOf, Dims } from '../op-specs';
import type { TrainingOps } from '../training-ops';
import * as backward from './backward-ops';
import * as forward from './forward-ops';
import * as optimizers from './optimizer-ops';
import type { Recorder } from './recorder';
import * as step from './step-ops';

type Name = keyof TrainingOps;

/** How each op is recorded. */
const OPS: {
  readonly [Op in Name]: (recorder: Recorder, args: ArgsOf<Op>, dims: Dims) => void;
} = { ...forward, ...backward, ...step, ...optimizers };

/** The ops, checked, as calls that dispatch kernels on a recorder. */
export function gpuOps(recorder: Recorder): TrainingOps {
  const record =
    <Op extends Name>(op: Op) =>
    (args: ArgsOf<Op>, dims: Dims) =>
      OPS[op](recorder, args, dims);
  const names = Object.keys(OPS) as Name[];
  return checkedOps(
    Object.fromEntries(names.map((op) => [op, record(op)])) as unknown as typeof OPS & TrainingOps,
  );
}
