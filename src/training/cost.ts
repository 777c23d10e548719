import { sizeOf, type Tensor } from '../compute/tensor';
import type { TrainingBackend } from '../compute/training-ops';
import type { HrmConfig } from '../hrm/config';
import { stepOperations } from '../hrm/cost';
import { longestStep } from './schedule';
import type { TrainingSettings } from './settings';

/** The cost of a recorded step. */
export interface StepCost {
  /** Kernel launches. */
  readonly dispatches: number;
  /**
   * Floating-point operations of matrix products and attention, a multiply-add counted as two, as
   * the backend computes them. Attention's gradient is five products. WebGPU computes two of them
   * in both of its passes, so as not to store length × length numbers, which makes seven.
   */
  readonly flops: number;
  /** Bytes that kernels read and write, each tensor once. */
  readonly moved: number;
  /** Bytes of all tensors kept for the lesson. */
  readonly bytes: number;
  /** Of those, activations kept for the gradient. */
  readonly tapeBytes: number;
}

/** Floating-point operations of one of the longest steps, before any is recorded; see `stepOperations`. */
export function priceOfStep(config: HrmConfig, settings: TrainingSettings): number {
  return stepOperations(config, settings.batch, settings.horizon, longestStep(settings));
}

/** Makes tensors and remembers them, to be counted and freed. */
export class TensorPool implements Pick<TrainingBackend, 'tensor'> {
  readonly made: Tensor[] = [];

  constructor(private readonly backend: Pick<TrainingBackend, 'tensor'>) {}

  tensor(...args: Parameters<TrainingBackend['tensor']>): Tensor {
    const tensor = this.backend.tensor(...args);
    this.made.push(tensor);
    return tensor;
  }

  /** Bytes of the tensors made so far, or since the first `from`. */
  bytes(from = 0): number {
    return this.made.slice(from).reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0);
  }
}
