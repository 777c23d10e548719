import type { Cost } from './backend';
import { tensorsOf } from './bind-op';
import { OP_SPECS, type ArgsOf, type Dims, type OpSpec } from './op-specs';
import { sizeOf } from './tensor';
import type { TrainingOps } from './training-ops';

/** A call of an op: its name in a table, and its cost. */
export interface OpCall {
  /**
   * Op, extents by letter, and options that change the cost: `linear B1 L81 K128 N384 M81 +bias`.
   */
  readonly name: string;
  readonly cost: Cost;
}

/**
 * Describes the call of an op. Its bytes are those of its tensors, each once. A tensor that is read
 * and written counts twice, and of a tensor used in part only that part counts.
 */
export function opCall<Op extends keyof TrainingOps>(op: Op, args: ArgsOf<Op>, dims: Dims): OpCall {
  const spec = OP_SPECS[op] as unknown as OpSpec<ArgsOf<Op>>;
  const { writes, updates = [] } = spec;
  const touched = spec.touched?.(dims, args) ?? {};
  const { accumulate = false } = args as { readonly accumulate?: boolean };
  let bytes = 0;
  const extras: string[] = [];
  for (const { path, group, tensor, spec: given } of tensorsOf(op, args)) {
    const name = (group ?? path) as (typeof writes)[number];
    const isUpdated = updates.includes(name) || (accumulate && writes.includes(name));
    bytes += (touched[path] ?? 1) * (isUpdated ? 2 : 1) * 4 * sizeOf(tensor.shape);
    if (given.optional) extras.push(`+${path}`);
  }
  const { from, kind } = args as { readonly from?: number; readonly kind?: string };
  if (from) extras.push(`from ${from}`);
  if (accumulate) extras.push('accumulate');
  if (kind) extras.push(kind);
  const shape = Object.entries(dims).map(([letter, extent]) =>
    letter === '…' ? (extent as unknown as readonly number[]).join('×') : `${letter}${extent}`,
  );
  const flops = spec.flops?.(dims, args) ?? 0;
  return { name: [op, ...shape, ...extras].join(' '), cost: { flops, bytes } };
}
