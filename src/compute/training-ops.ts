import { BACKEND_KINDS, type Backend, type BackendKind, type Program } from './backend';
import type { Ops } from './ops';
import type { Tensor } from './tensor';

/**
 * What a gradient and an optimiser need besides the ops of `ops.ts`: the backward of each, the
 * losses, the bookkeeping of adaptive computation time, and the update of the weights. Letters in
 * shapes are those of `ops.ts`; P counts the weights of a flat arena and N the puzzles of a dataset.
 *
 * `d` before a name means the gradient of the loss with respect to that tensor. A gradient is
 * written, not added to what was there, unless the op says otherwise: where one tensor receives
 * several, the first call writes and the others accumulate, so nothing needs to be cleared.
 */
export interface TrainingOps extends Ops {
  /**
   * Back through out = u / √(mean(u²) + ε): du = (dOut − out · mean(out ∘ dOut)) · inverseRms, means
   * along D.
   */
  rmsNormBackward(args: {
    readonly out: Tensor; // [B,L,D]
    readonly inverseRms: Tensor; // [B,L]
    readonly dOut: Tensor; // [B,L,D]
    readonly du: Tensor; // [B,L,D]
  }): void;
  /**
   * Back through `linear` to its input: dX[b, from + i, k] = Σ_n dOut[b,i,n] · weight[n,k], and 0 at
   * the positions outside [from, from + M). Where `plus` is given it is added; `plus` may be `dX`
   * itself, which accumulates.
   */
  linearInputGradient(args: {
    readonly dOut: Tensor; // [B,M,N]
    readonly weight: Tensor; // [N,K]
    readonly from?: number; // 0 unless given
    readonly plus?: Tensor; // [B,L,K]
    readonly dX: Tensor; // [B,L,K] with from + M ≤ L
  }): void;
  /**
   * Back through `linear` to its weights: dWeight[n,k] = Σ_{b,i} dOut[b,i,n] · x[b, from + i, k],
   * dBias[n] = Σ_{b,i} dOut[b,i,n]. With `accumulate` both are added to what is there.
   */
  linearWeightGradient(args: {
    readonly dOut: Tensor; // [B,M,N]
    readonly x: Tensor; // [B,L,K]
    readonly from?: number; // 0 unless given
    readonly accumulate?: boolean;
    readonly dWeight: Tensor; // [N,K]
    readonly dBias?: Tensor; // [N]
  }): void;
  /**
   * Back through the down projection and SwiGLU in one: g = dOut · weight is the gradient of
   * silu(a) ∘ b, where [a, b] are the saved preactivations; dPreactivations = [g ∘ b ∘ silu′(a),
   * g ∘ silu(a)].
   */
  gatedInputGradient(args: {
    readonly dOut: Tensor; // [B,L,D]
    readonly weight: Tensor; // [D,I], the down projection
    readonly preactivations: Tensor; // [B,L,2I]
    readonly dPreactivations: Tensor; // [B,L,2I]
  }): void;
  /**
   * Back through `attention` and its rotation, to `qkv` before the rotation. The probabilities are
   * recomputed from `logSumExp`, as in FlashAttention (arXiv 2205.14135, B.4).
   */
  attentionBackward(args: {
    readonly qkv: Tensor; // [B,L,3D]
    readonly rope: { readonly cos: Tensor; readonly sin: Tensor } | null; // [L,d/2] each
    readonly heads: number;
    readonly out: Tensor; // [B,L,D]
    readonly logSumExp: Tensor; // [B,H,L]
    readonly dOut: Tensor; // [B,L,D]
    readonly dQkv: Tensor; // [B,L,3D]
  }): void;
  /**
   * Back through `embed`: dTokenTable[v] = scale · Σ dOut[b, P + s] over the cells that hold v,
   * dPositionTable[l] = scale · Σ_b dOut[b,l], dPuzzleRows[b] = scale · the prefix of dOut[b], one
   * row for each puzzle of the batch (`signSgd` adds up those of one id). P = L − S.
   */
  embedBackward(args: {
    readonly tokens: Tensor; // u32 [B,S]
    readonly scale: number;
    readonly dOut: Tensor; // [B,L,D]
    readonly dTokenTable: Tensor | null; // [V,D]
    readonly dPositionTable: Tensor | null; // [L,D]
    readonly dPuzzleRows: Tensor | null; // [B,ndim]
  }): void;
  /**
   * Cross entropy of each cell's label, averaged over the labelled cells of a puzzle (label 0 is
   * ignored; a puzzle without labels has loss 0). Probabilities are softmax, or stablemax:
   * s(x) / Σ s with s(x) = x + 1 for x ≥ 0 and 1 / (1 − x) below (arXiv 2501.04697).
   * dLogits is the gradient of `scale` · Σ_b loss[b].
   */
  crossEntropy(args: {
    readonly logits: Tensor; // [B,S,V]
    readonly labels: Tensor; // u32 [B,S]
    readonly kind: LossKind;
    readonly scale: number;
    readonly dLogits: Tensor; // [B,S,V]
    readonly loss: Tensor; // [B]
    readonly correct: Tensor; // u32 [B], labelled cells whose largest logit (the first, in a tie) is the label
    readonly labelCount: Tensor; // u32 [B], cells with a label
  }): void;
  /**
   * The loss of the Q head (paper, section 2, "Adaptive computational time"): binary cross entropy of
   * q_halt against "the whole puzzle is right" and, where `next` holds the Q values of the segment
   * after this one, of q_continue against σ(max(next)), or σ(next q_halt) for a puzzle whose present
   * segment, number segments[b] + 1, is the last (≥ limit). Without `next`, q_continue has loss 0
   * and gradient 0. dQ is the gradient of `scale` · Σ (both losses) / 2.
   */
  qLoss(args: {
    readonly q: Tensor; // [B,1,2]
    readonly correct: Tensor; // u32 [B]
    readonly labelCount: Tensor; // u32 [B]
    readonly next: Tensor | null; // [B,1,2]
    readonly segments: Tensor; // u32 [B], segments finished before this one
    readonly control: Tensor; // u32 [CONTROL_SIZE]
    readonly scale: number;
    readonly dQ: Tensor; // [B,1,2]
    readonly loss: Tensor; // [B,2], of q_halt and of q_continue
  }): void;
  /**
   * The end of a training segment. Counts it, decides which puzzles halt (official `hrm_act_v1.py`:
   * at the limit, or where q_halt > q_continue, but not before a minimum that is 0 or, with the
   * exploration probability, drawn from 2…limit for every row in every segment; with a limit of 1
   * the minimum is always 0). It gives each of them the next puzzle of the dataset, starts its
   * count again, and writes this step's row of metrics.
   *
   * Rows are drawn in order: the r-th halted row (counted from 0) gets puzzle (cursor + r) mod N,
   * and the cursor moves on by their number. Random numbers are `randomWord` of seed, step and row.
   */
  actHaltAndSample(args: {
    readonly q: Tensor; // [B,1,2]
    readonly loss: Tensor; // [B]
    readonly qLoss: Tensor; // [B,2]
    readonly correct: Tensor; // u32 [B]
    readonly labelCount: Tensor; // u32 [B]
    readonly control: Tensor; // u32 [CONTROL_SIZE]
    readonly datasetSize: number;
    readonly cursor: Tensor; // u32 [1], read and written
    readonly segments: Tensor; // u32 [B], read and written
    readonly norm: Tensor; // [1], of this step's gradient, for the metrics only
    readonly halted: Tensor; // u32 [B], 1 or 0
    readonly draw: Tensor; // u32 [B], puzzle of the dataset for a halted row; 0 for the others
    readonly metrics: Tensor; // [rows, METRICS.length]; row step mod rows is written
  }): void;
  /** Copies puzzle draw[b] of the dataset into every row b of the batch with halted[b] ≠ 0. */
  refillRows(args: {
    readonly halted: Tensor; // u32 [B]
    readonly draw: Tensor; // u32 [B]
    readonly dataset: Puzzles; // of N
    readonly into: Puzzles; // of B
  }): void;
  /** norm[0] = √(Σ gradients²), over a flat arena or a view of one. */
  gradientNorm(args: {
    readonly gradients: Tensor /* [P] */;
    readonly norm: Tensor; /* [1] */
  }): void;
  /**
   * One update of the weights of an arena, or of a view of one, from the gradients scaled by
   * min(1, clip / norm); clip 0 means none. With g so scaled:
   *   expAvg ← β₁ expAvg + (1 − β₁) g,  expAvgSq ← β₂ expAvgSq + (1 − β₂) g²,
   *   weights ← weights · (1 − lr · weightDecay) − lr · step,
   *   step = m / (√v + ε) for AdamW (arXiv 1711.05101) and atan2(m, √v) for AdamATan2
   *   (arXiv 2407.05872), m and v being expAvg and expAvgSq divided by 1 − β₁ᵗ and 1 − β₂ᵗ,
   *   average ← average + (1 − EMA decay) · (weights − average).
   * Where the norm is not finite nothing is changed.
   */
  adam(args: {
    readonly kind: AdamKind;
    readonly gradients: Tensor; // [P]
    readonly norm: Tensor; // [1]
    readonly rates: Tensor; // [RATES.length]
    readonly weights: Tensor; // [P], read and written
    readonly expAvg: Tensor; // [P], read and written
    readonly expAvgSq: Tensor; // [P], read and written
    readonly average: Tensor; // [P], read and written
  }): void;
  /**
   * One update of the matrices of an arena by Muon (K. Jordan, 2024; arXiv 2502.16982), with the
   * gradients clipped as in `adam`. With g so scaled and μ = MUON.momentum, for each matrix G of
   * shape [r,c]:
   *   momentum ← μ momentum + (1 − μ) g, G = (1 − μ) g + μ momentum,
   *   X = G / max(‖G‖, ε), then MUON.iterations times X ← a X + (b A + c A²) X with A = X Xᵀ (on
   *   the
   *   shorter side), which brings all singular values near 1,
   *   weights ← weights · (1 − lr · weightDecay) − lr · 0.2 √max(r,c) · X, so that a step is about
   *   as large as one of AdamW. The average follows as in `adam`, and nothing is changed where the
   *   norm is not finite. The gaps between the matrices must be zero.
   */
  muon(args: {
    readonly matrices: readonly MatrixPlace[];
    readonly gradients: Tensor; // [P]
    readonly norm: Tensor; // [1]
    readonly rates: Tensor; // [RATES.length]
    readonly weights: Tensor; // [P], read and written
    readonly momentum: Tensor; // [P], read and written
    readonly average: Tensor; // [P], read and written
  }): void;
  /**
   * SignSGD of the puzzle embeddings, as in the official code: for every id of the batch, with g the
   * sum of its rows' gradients, row ← row · (1 − puzzleLr · puzzleWeightDecay) − puzzleLr · sign(g).
   * Rows of other ids stay. `average` follows for all rows. Nothing changes where the norm is not
   * finite.
   */
  signSgd(args: {
    readonly identifiers: Tensor; // u32 [B]
    readonly dRows: Tensor; // [B,ndim]
    readonly norm: Tensor; // [1]
    readonly rates: Tensor; // [RATES.length]
    readonly table: Tensor; // [ids,ndim], read and written
    readonly average: Tensor; // [ids,ndim], read and written
  }): void;
}

export interface Puzzles {
  readonly tokens: Tensor; // u32 [·,S]
  readonly labels: Tensor; // u32 [·,S]
  readonly identifiers: Tensor; // u32 [·]
}

export const LOSS_KINDS = ['softmax_cross_entropy', 'stablemax_cross_entropy'] as const;
export type LossKind = (typeof LOSS_KINDS)[number];

export const ADAM_KINDS = ['AdamW', 'AdamATan2'] as const;
export type AdamKind = (typeof ADAM_KINDS)[number];

/** The optimisers. Muon updates the matrices of the layers, and AdamW the other weights. */
export const OPTIMIZERS = [...ADAM_KINDS, 'Muon'] as const;

/** Where a matrix lies in an arena, row by row. `offset` is a multiple of `VIEW_ALIGNMENT`. */
export interface MatrixPlace {
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
}

/** Constants of Muon: those of its author, and the usual scale of its step (`torch.optim.Muon`). */
export const MUON = {
  momentum: 0.95,
  iterations: 5,
  /** a, b and c of the quintic. */
  coefficients: [3.4445, -4.775, 2.0315],
  epsilon: 1e-7,
  scaleOf: ({ rows, columns }: MatrixPlace) => 0.2 * Math.sqrt(Math.max(rows, columns)),
} as const;

/**
 * Whole numbers the host sets before a step, by place in the tensor `control`. `exploration` is the
 * probability as a threshold: a random word below it explores.
 */
export const CONTROL = { seed: 0, step: 1, limit: 2, exploration: 3 } as const;
export const CONTROL_SIZE = 4;

/** Rates the host sets before a step, in the order of the tensor `rates`. */
export const RATES = [
  'lr', // learning rate
  'weightDecay', // weight decay, decoupled: multiplied by lr
  'beta1',
  'beta2',
  'correction1', // 1 − β₁ᵗ
  'correction2', // 1 − β₂ᵗ
  'epsilon',
  'clip', // largest norm; 0 for none
  'emaDecay',
  'puzzleLr',
  'puzzleWeightDecay',
] as const;

/** The metrics of a step, in the order of a row of `metrics`; sums are over the batch. */
export const METRICS = [
  'loss', // Σ of the mean cross entropy of a puzzle's cells
  'qHaltLoss',
  'qContinueLoss',
  'correct', // cells right
  'labelCount', // cells counted
  'exact', // puzzles right as a whole
  'halted', // puzzles that halted
  'haltedExact', // of those, right as a whole
  'haltedSegments', // Σ of the segments they took
  'norm', // of the gradient, before clipping
] as const;

/**
 * The random word of a row in a step: a permuted congruential generator over a mixed seed (PCG-RXS-
 * M-XS, M. O'Neill 2014, as a hash: M. Jarzynski and M. Olano, JCGT 9(3), 2020). Kernels do the
 * same arithmetic.
 */
export function randomWord(seed: number, step: number, index: number): number {
  return pcg((pcg((pcg(seed >>> 0) + step) >>> 0) + index) >>> 0);
}

function pcg(input: number): number {
  const state = (Math.imul(input, 747796405) + 2891336453) >>> 0;
  const word = Math.imul(((state >>> ((state >>> 28) + 4)) ^ state) >>> 0, 277803737) >>> 0;
  return ((word >>> 22) ^ word) >>> 0;
}

/** The backends on which weights can be trained, best first: all but the ONNX graph. */
export type TrainingKind = Exclude<BackendKind, 'onnx'>;
export const TRAINING_KINDS = BACKEND_KINDS.filter((kind): kind is TrainingKind => kind !== 'onnx');

/** A backend on which weights can be trained. */
export interface TrainingBackend extends Backend {
  /** As `Backend.record`, with the ops of training. */
  recordTraining(build: (ops: TrainingOps) => void, reads?: readonly Tensor[]): Promise<Program>;
  /**
   * A tensor within another: the same memory from element `offset` on. On WebGPU the offset must be
   * a multiple of `VIEW_ALIGNMENT`. Releasing a view frees nothing.
   * @throws RangeError if it does not lie within, or is not aligned
   */
  view(name: string, tensor: Tensor, offset: number, shape: readonly number[]): Tensor;
}

/** Elements on which a view may begin, so that every device can bind it (256 bytes). */
export const VIEW_ALIGNMENT = 64;

/** Whether a backend trains. */
export function trains(backend: Backend): backend is TrainingBackend {
  return 'recordTraining' in backend;
}
