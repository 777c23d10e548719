export type DType = 'f32' | 'u32';
export type TensorData = Float32Array | Uint32Array;

/** A handle to numbers that the backend keeps; row-major, last axis contiguous. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** For messages and for the names of values in an exported graph. */
  readonly name: string;
}

/** Elements of a tensor of this shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
