import { sizeOf, type Tensor } from '../compute/backend';
import { innerSize, innerSizeAcross, sequenceLength, type HrmConfig } from './config';
import { parameterCount } from './parameters';
import { layerPasses } from './schedule';
import { allocateBatch } from './tensors';

/**
 * Floating-point operations of a segment about one puzzle, a multiply-add counted as two: products and
 * attention. What is done number by number is left out, being small beside them.
 */
export function segmentOperations(config: HrmConfig): number {
  const { hidden_size: hidden, vocab_size, seq_len } = config;
  const length = sequenceLength(config);
  const swiglu = (rows: number, width: number, inner: number) => 2 * rows * 3 * width * inner;
  const mixing = config.mlp_t
    ? swiglu(hidden, length, innerSizeAcross(config))
    : 2 * length * 4 * hidden * hidden + 4 * length * length * hidden;
  const layer = mixing + swiglu(length, hidden, innerSize(config));
  const heads = 2 * seq_len * hidden * vocab_size + 4 * hidden;
  return layerPasses(config) * layer + heads;
}

/** Bytes a model takes while it thinks about one puzzle: weights in single precision, states, scratch. */
export function thinkingBytes(config: HrmConfig): number {
  let numbers = parameterCount(config);
  const tensor = (name: string, shape: readonly number[]): Tensor => {
    numbers += sizeOf(shape);
    return { name, shape, dtype: 'f32' };
  };
  allocateBatch({ tensor }, config, 1);
  return 4 * numbers;
}
