import type { TrainingOps } from '../training-ops';

/** The arguments of an op, as `ops.ts` and `training-ops.ts` document them. */
export type ArgsOf<Op extends keyof TrainingOps> = Parameters<TrainingOps[Op]>[0];
