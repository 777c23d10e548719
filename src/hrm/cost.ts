import { sizeOf, type Tensor } from '../compute/tensor';
import { innerSize, innerSizeAcross, sequenceLength, type HrmConfig } from './config';
import { parameterCount } from './parameters';
import { layerCount, layerPasses, scheduleOf } from './schedule';
import { allocateBatch } from './tensors';

/**
 * Floating-point operations of a segment for one puzzle, a multiply-add counted as two: products
 * and attention. Elementwise operations are small beside them and left out.
 */
export function segmentOperations(config: HrmConfig): number {
  const { products, attention } = layerOperations(config);
  return layerPasses(config) * (products + attention) + headOperations(config);
}

/**
 * Floating-point operations of a training step: one segment of every row or several, and the
 * gradient through the last `horizon` applications. A product has two gradients, each as costly as
 * the product. The two products of attention have five. The optimiser is left out; Muon costs about
 * as much as a few rows.
 * @param rows puzzles of the batch
 * @param segments of a step; only the last one predicts an answer
 */
export function stepOperations(
  config: HrmConfig,
  rows: number,
  horizon: number,
  segments = 1,
): number {
  const { products, attention } = layerOperations(config);
  const passes = Array.from({ length: segments }, () => scheduleOf(config))
    .flat()
    .slice(-horizon)
    .reduce((sum, { module }) => sum + layerCount(config, module), 0);
  const back = passes * (2 * products + 2.5 * attention) + 2 * headOperations(config);
  const thinking = segments * segmentOperations(config) - (segments - 1) * headOperations(config);
  return rows * (thinking + back);
}

/** Cost of one layer for one puzzle. */
function layerOperations(config: HrmConfig): { products: number; attention: number } {
  const { hidden_size: hidden } = config;
  const length = sequenceLength(config);
  const swiglu = (rows: number, width: number, inner: number) => 2 * rows * 3 * width * inner;
  const narrow = swiglu(length, hidden, innerSize(config));
  if (config.mlp_t) {
    return { products: narrow + swiglu(hidden, length, innerSizeAcross(config)), attention: 0 };
  }
  const projections = 2 * length * 4 * hidden * hidden;
  return { products: narrow + projections, attention: 4 * length * length * hidden };
}

/** Cost of the answer and the Q head. */
function headOperations({ hidden_size: hidden, vocab_size, seq_len }: HrmConfig): number {
  return 2 * seq_len * hidden * vocab_size + 4 * hidden;
}

/**
 * Bytes that a model needs while it thinks about puzzles: weights in single precision, states,
 * scratch.
 */
export function thinkingBytes(config: HrmConfig, batch = 1): number {
  let numbers = parameterCount(config);
  const tensor = (name: string, shape: readonly number[]): Tensor => {
    numbers += sizeOf(shape);
    return { name, shape, dtype: 'f32' };
  };
  allocateBatch({ tensor }, config, batch);
  return 4 * numbers;
}
