import type { DType, Tensor } from '../backend';

type Extents<Rank extends 1 | 2 | 3> = Rank extends 1
  ? readonly [number]
  : Rank extends 2
    ? readonly [number, number]
    : readonly [number, number, number];

/** The shape of an argument that has `rank` axes. @throws RangeError if it has not. */
export function extents<Rank extends 1 | 2 | 3>(
  op: string,
  argument: string,
  tensor: Tensor,
  rank: Rank,
): Extents<Rank> {
  if (tensor.shape.length !== rank) {
    throw new RangeError(
      `${op}: ${argument} (${tensor.name}) needs ${rank} axes, not [${tensor.shape.join(', ')}].`,
    );
  }
  return tensor.shape as unknown as Extents<Rank>;
}

/** @throws RangeError if an argument has another shape or type than the op needs. */
export function expect(
  op: string,
  argument: string,
  tensor: Tensor,
  shape: readonly number[],
  dtype: DType = 'f32',
): void {
  const fits =
    tensor.dtype === dtype &&
    tensor.shape.length === shape.length &&
    tensor.shape.every((extent, axis) => extent === shape[axis]);
  if (fits) return;
  throw new RangeError(
    `${op}: ${argument} (${tensor.name}) must be ${dtype} [${shape.join(', ')}], not ${tensor.dtype} [${tensor.shape.join(', ')}].`,
  );
}

/** @throws RangeError if positions from…from+taken−1 do not lie within `length`. */
export function expectRange(op: string, from: number, taken: number, length: number): void {
  if (Number.isInteger(from) && from >= 0 && from + taken <= length) return;
  throw new RangeError(
    `${op}: positions ${from} to ${from + taken} do not lie within the ${length} of a row.`,
  );
}

/** Channels of a head. @throws RangeError if the heads do not divide the hidden size as needed. */
export function headSize(op: string, hidden: number, heads: number, rope: boolean): number {
  const size = hidden / heads;
  if (Number.isInteger(size) && (!rope || size % 2 === 0)) return size;
  throw new RangeError(
    `${op}: ${hidden} channels do not make ${heads} heads of ${rope ? 'an even' : 'one'} size.`,
  );
}
