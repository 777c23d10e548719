import type { DType, Tensor } from '../backend';

/**
 * Checks a tensor that an op was given. onnxruntime would refuse most misfits too, but in terms of
 * nodes the caller never wrote.
 * @throws RangeError naming the op, the argument and the tensor.
 */
export function expectShape(
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
    `${argument} must be ${dtype} [${shape.join(', ')}]; ` +
      `tensor ${tensor.name} is ${tensor.dtype} [${tensor.shape.join(', ')}].`,
  );
}

/** The extents of a tensor that must have three axes. */
export function threeAxes(argument: string, tensor: Tensor): [number, number, number] {
  const [first, second, third] = tensor.shape;
  if (
    first !== undefined &&
    second !== undefined &&
    third !== undefined &&
    tensor.shape.length === 3
  ) {
    return [first, second, third];
  }
  throw new RangeError(
    `${argument} must have three axes; tensor ${tensor.name} is [${tensor.shape.join(', ')}].`,
  );
}
