import type { Ops } from '../compute/ops';
import type { Tensor } from '../compute/tensor';
import type { TrainingOps } from '../compute/training-ops';
import { innerSizeAcross, sequenceLength, type HrmConfig } from './config';

/**
 * Mixes the positions of a grid, the first half of every layer: attended = RMSNorm(input +
 * Mixing(input)). It is attention or, in a TRM with `mlp_t`, a SwiGLU across the positions of each
 * channel; the norm of the SwiGLU is along the positions too, so it works on transposed states,
 * [B,D,L] (official `trm.py`).
 */

/** What mixing needs of a model beside its weights. */
interface MixingModel {
  readonly config: HrmConfig;
  readonly rope: { readonly cos: Tensor; readonly sin: Tensor } | null;
}

export type MixingWeights = AttentionWeights | AcrossWeights;

interface AttentionWeights {
  readonly kind: 'attention';
  readonly qkv: Tensor; // [3D, D]
  readonly output: Tensor; // [D, D]
}

/** A is the inner size across, see `innerSizeAcross`. */
interface AcrossWeights {
  readonly kind: 'mlp_t';
  readonly gateUp: Tensor; // [2A, L]
  readonly down: Tensor; // [L, A]
}

/** Intermediate tensors of mixing; `saved` is kept only for a gradient. */
export type MixingStates = AttentionStates | AcrossStates;

interface AttentionStates {
  readonly kind: 'attention';
  readonly qkv: Tensor; // [B, L, 3D]
  readonly mixed: Tensor; // [B, L, D], what attention mixed
  readonly saved: {
    readonly logSumExp: Tensor; // [B, heads, L]
    readonly inverseRms: Tensor; // [B, L]
  } | null;
}

interface AcrossStates {
  readonly kind: 'mlp_t';
  readonly input: Tensor; // [B, D, L]
  readonly gated: Tensor; // [B, D, A]
  readonly attended: Tensor; // [B, D, L]
  readonly saved: {
    readonly preactivations: Tensor; // [B, D, 2A]
    readonly inverseRms: Tensor; // [B, D]
  } | null;
}

/** Gradients within mixing. */
export type MixingGradients =
  | {
      readonly kind: 'attention';
      readonly duAttended: Tensor; // [B, L, D]
      readonly dMixed: Tensor; // [B, L, D]
      readonly dQkv: Tensor; // [B, L, 3D]
    }
  | {
      readonly kind: 'mlp_t';
      readonly dAttended: Tensor; // [B, D, L]
      readonly duAttended: Tensor; // [B, D, L]
      readonly dPreactivations: Tensor; // [B, D, 2A]
    };

/** Makes a tensor of the shape [B, …shape]. */
type Make = (name: string, ...shape: number[]) => Tensor;

export function allocateMixing(config: HrmConfig, make: Make, saves: boolean): MixingStates {
  const { hidden_size: hidden, num_heads: heads } = config;
  const length = sequenceLength(config);
  if (!config.mlp_t) {
    return {
      kind: 'attention',
      qkv: make('qkv', length, 3 * hidden),
      mixed: make('mixed', length, hidden),
      saved: saves
        ? {
            logSumExp: make('logSumExp', heads, length),
            inverseRms: make('attendedInverseRms', length),
          }
        : null,
    };
  }
  const inner = innerSizeAcross(config);
  return {
    kind: 'mlp_t',
    input: make('inputAcross', hidden, length),
    gated: make('gatedAcross', hidden, inner),
    attended: make('attendedAcross', hidden, length),
    saved: saves
      ? {
          preactivations: make('preactivationsAcross', hidden, 2 * inner),
          inverseRms: make('attendedInverseRms', hidden),
        }
      : null,
  };
}

export function allocateMixingGradients(config: HrmConfig, make: Make): MixingGradients {
  const { hidden_size: hidden } = config;
  const length = sequenceLength(config);
  if (!config.mlp_t) {
    return {
      kind: 'attention',
      duAttended: make('duAttended', length, hidden),
      dMixed: make('dMixed', length, hidden),
      dQkv: make('dQkv', length, 3 * hidden),
    };
  }
  return {
    kind: 'mlp_t',
    dAttended: make('dAttendedAcross', hidden, length),
    duAttended: make('duAttendedAcross', hidden, length),
    dPreactivations: make('dPreactivationsAcross', hidden, 2 * innerSizeAcross(config)),
  };
}

/** attended [B,L,D] = RMSNorm(input + Mixing(input)). */
export function recordMixing(
  ops: Ops,
  model: MixingModel,
  weights: MixingWeights,
  states: MixingStates,
  input: Tensor,
  attended: Tensor,
): void {
  const { num_heads: heads, rms_norm_eps: epsilon } = model.config;
  if (weights.kind === 'attention' && states.kind === 'attention') {
    const { qkv, mixed, saved } = states;
    ops.linear({ x: input, weight: weights.qkv, out: qkv });
    ops.attention({
      qkv,
      rope: model.rope,
      heads,
      out: mixed,
      ...(saved && { saveLogSumExp: saved.logSumExp }),
    });
    ops.linearResidualNorm({
      x: mixed,
      weight: weights.output,
      residual: input,
      epsilon,
      out: attended,
      ...(saved && { saveInverseRms: saved.inverseRms }),
    });
  } else if (weights.kind === 'mlp_t' && states.kind === 'mlp_t') {
    const { gated, saved } = states;
    ops.transpose({ x: input, out: states.input });
    ops.gatedLinear({
      x: states.input,
      weight: weights.gateUp,
      out: gated,
      ...(saved && { savePreactivations: saved.preactivations }),
    });
    ops.linearResidualNorm({
      x: gated,
      weight: weights.down,
      residual: states.input,
      epsilon,
      out: states.attended,
      ...(saved && { saveInverseRms: saved.inverseRms }),
    });
    ops.transpose({ x: states.attended, out: attended });
  }
}

/** The matrices of mixing, each by its name in the layer (`parameterName.layer`). */
export type MixingPart = 'qkv' | 'output' | 'gateUpAcross' | 'downAcross';

/**
 * Back through `recordMixing`, which has saved what it computed.
 *
 * @param at the states of the layer it was called with, and their gradients: dInput is written
 * @param weightGradient is called for each matrix with the gradient of its output and its input
 */
export function recordMixingBackward(
  ops: TrainingOps,
  model: MixingModel,
  weights: MixingWeights,
  states: MixingStates,
  scratch: MixingGradients,
  at: {
    readonly input: Tensor;
    readonly attended: Tensor;
    readonly dAttended: Tensor;
    readonly dInput: Tensor;
  },
  weightGradient: (part: MixingPart, dOut: Tensor, x: Tensor) => void,
): void {
  const { input, attended, dAttended, dInput } = at;
  if (weights.kind === 'attention' && states.kind === 'attention' && scratch.kind === 'attention') {
    const { qkv, mixed } = states;
    const { logSumExp, inverseRms } = states.saved!;
    const { duAttended, dMixed, dQkv } = scratch;
    ops.rmsNormBackward({ out: attended, inverseRms, dOut: dAttended, du: duAttended });
    weightGradient('output', duAttended, mixed);
    ops.linearInputGradient({ dOut: duAttended, weight: weights.output, dX: dMixed });
    ops.attentionBackward({
      qkv,
      rope: model.rope,
      heads: model.config.num_heads,
      out: mixed,
      logSumExp,
      dOut: dMixed,
      dQkv,
    });
    weightGradient('qkv', dQkv, input);
    ops.linearInputGradient({ dOut: dQkv, weight: weights.qkv, plus: duAttended, dX: dInput });
  } else if (weights.kind === 'mlp_t' && states.kind === 'mlp_t' && scratch.kind === 'mlp_t') {
    const { preactivations, inverseRms } = states.saved!;
    const { duAttended, dPreactivations } = scratch;
    ops.transpose({ x: dAttended, out: scratch.dAttended });
    ops.rmsNormBackward({
      out: states.attended,
      inverseRms,
      dOut: scratch.dAttended,
      du: duAttended,
    });
    weightGradient('downAcross', duAttended, states.gated);
    ops.gatedInputGradient({
      dOut: duAttended,
      weight: weights.down,
      preactivations,
      dPreactivations,
    });
    weightGradient('gateUpAcross', dPreactivations, states.input);
    // The gradient of the norm's output is no longer needed, so the gradient of its input may
    // overwrite it.
    ops.linearInputGradient({
      dOut: dPreactivations,
      weight: weights.gateUp,
      plus: duAttended,
      dX: scratch.dAttended,
    });
    ops.transpose({ x: scratch.dAttended, out: dInput });
  }
}
