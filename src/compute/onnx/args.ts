import type { Ops } from '../ops';

/** The arguments of an op, as `../ops.ts` documents them. */
export type ArgsOf<Op extends keyof Ops> = Parameters<Ops[Op]>[0];
