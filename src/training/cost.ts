import { sizeOf, type Tensor } from '../compute/tensor';
import {
  MUON,
  type MatrixPlace,
  type TrainingBackend,
  type TrainingOps,
} from '../compute/training-ops';

/** What a recorded step asks of a machine. */
export interface StepCost {
  /** Kernel launches. */
  readonly dispatches: number;
  /**
   * Floating-point operations of matrix products and attention, a multiply-add counted as two, as the
   * backend does them. Attention's gradient is five products; WebGPU computes two of them in both of
   * its passes rather than store what is length × length, which makes seven.
   */
  readonly flops: number;
  /** Bytes that kernels read and write, each tensor once; `null` where the backend does not count. */
  readonly moved: number | null;
  /** Bytes of all tensors kept for the lesson. */
  readonly bytes: number;
  /** Of those, activations kept for the gradient. */
  readonly tapeBytes: number;
}

type Count<Op extends keyof TrainingOps> = (args: Parameters<TrainingOps[Op]>[0]) => number;
type Counts = { readonly [Op in keyof TrainingOps]: Count<Op> };

/** A product of [rows, n] by [n, width]. */
const product = (rows: Tensor, width: number) => 2 * sizeOf(rows.shape) * width;
const nothing = () => 0;

/** Attention's products are over length × length for every channel: two forward, five back. */
const attended = (out: Tensor, products: number) =>
  2 * products * sizeOf(out.shape) * out.shape[1]!;

/** A round is two products over the longer side and one over the shorter. */
const orthogonalised = ({ rows, columns }: MatrixPlace) => {
  const [short, long] = [Math.min(rows, columns), Math.max(rows, columns)];
  return MUON.iterations * 2 * short * short * (2 * long + short);
};

/** Elementwise work is left out: it is bound by memory, and small beside the products. */
const FLOPS: Counts = {
  linear: ({ out, weight }) => product(out, weight.shape[1]!),
  linearResidualNorm: ({ out, weight }) => product(out, weight.shape[1]!),
  gatedLinear: ({ x, weight }) => product(x, weight.shape[0]!),
  attention: ({ out }) => attended(out, 2),
  linearInputGradient: ({ dOut, weight }) => product(dOut, weight.shape[1]!),
  linearWeightGradient: ({ dOut, x }) => product(dOut, x.shape[2]!),
  gatedInputGradient: ({ dOut, weight }) => product(dOut, weight.shape[1]!),
  attentionBackward: ({ out }) => attended(out, 5),
  embed: nothing,
  broadcast: nothing,
  add: nothing,
  transpose: nothing,
  predict: nothing,
  rmsNormBackward: nothing,
  embedBackward: nothing,
  crossEntropy: nothing,
  qLoss: nothing,
  actHaltAndSample: nothing,
  refillRows: nothing,
  gradientNorm: nothing,
  adam: nothing,
  muon: ({ matrices }) => matrices.reduce((sum, matrix) => sum + orthogonalised(matrix), 0),
  signSgd: nothing,
};

/**
 * Floating-point operations of what `build` records, each product done once, as the CPU does it;
 * nothing is computed. For backends that do not count their own.
 */
export function countFlops(build: (ops: TrainingOps) => void): number {
  let flops = 0;
  const count =
    <Op extends keyof TrainingOps>(op: Op) =>
    (args: Parameters<TrainingOps[Op]>[0]) => {
      flops += FLOPS[op](args);
    };
  const names = Object.keys(FLOPS) as (keyof TrainingOps)[];
  build(Object.fromEntries(names.map((op) => [op, count(op)])) as unknown as TrainingOps);
  return flops;
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

  /** Bytes of the tensors made so far, or of those made since `from` were made. */
  bytes(from = 0): number {
    return this.made.slice(from).reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0);
  }
}
