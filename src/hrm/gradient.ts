import type { Backend } from '../compute/backend';
import type { Tensor } from '../compute/tensor';
import type { TrainingOps } from '../compute/training-ops';
import { dampingOf, innerSize, prefixLength, sequenceLength, type HrmConfig } from './config';
import {
  allocateMixingGradients,
  recordMixingBackward,
  type MixingGradients,
  type MixingPart,
} from './mixing';
import { parameterName } from './parameters';
import { isDamped, type Level, type StateName } from './schedule';
import { embeddingScale } from './segment';
import type { ApplicationTape, LayerTape } from './tape';
import type { BatchTensors, LayerTensors, ModelTensors } from './tensors';

/**
 * The backward pass of `segment.ts`, written once for every backend that trains. The carry a
 * segment starts from is a constant (deep supervision, paper section 2), and so is every state
 * before the tapes begin: with tapes of the last two applications this is the paper's one-step
 * gradient. With more tapes it reaches further back, up to the whole segment.
 */

/** Where each parameter's gradient goes, by its official name; `undefined` for a frozen one. */
export type GradientOf = (name: string) => Tensor | undefined;

/** The gradients between the ops; reused by every layer. */
export interface GradientScratch {
  readonly dLogits: Tensor; // [B, S, V]
  readonly dQ: Tensor; // [B, 1, 2]
  readonly dzH: Tensor; // [B, L, D]
  readonly dLayer: Tensor; // [B, L, D]
  readonly duOut: Tensor; // [B, L, D]
  readonly dAttended: Tensor; // [B, L, D]
  readonly dPreactivations: Tensor; // [B, L, 2I]
  readonly mixing: MixingGradients;
  /** Gradient of a module's output, in a model with damping. */
  readonly dUndamped: Tensor | null; // [B, L, D]
  /** Gradients of the modules’ inputs, and sums of them: at most four for each application. */
  readonly states: readonly Tensor[]; // [B, L, D]
}

export function allocateGradientScratch(
  backend: Pick<Backend, 'tensor'>,
  config: HrmConfig,
  batch: number,
  applications: number,
): GradientScratch {
  const length = sequenceLength(config);
  const hidden = config.hidden_size;
  const tensor = (name: string, ...shape: number[]) =>
    backend.tensor(name, [batch, ...shape], { scratch: true });
  const state = (name: string) => tensor(name, length, hidden);
  const isDamping = dampingOf(config) < 1;
  return {
    dLogits: tensor('dLogits', config.seq_len, config.vocab_size),
    dQ: tensor('dQ', 1, 2),
    dzH: state('dz_H'),
    dLayer: state('dLayer'),
    duOut: state('duOut'),
    dAttended: state('dAttended'),
    dPreactivations: tensor('dPreactivations', length, 2 * innerSize(config)),
    mixing: allocateMixingGradients(config, tensor),
    dUndamped: isDamping ? state('dUndamped') : null,
    states: Array.from({ length: (isDamping ? 4 : 3) * applications }, (_, index) =>
      state(`dState ${index}`),
    ),
  };
}

/**
 * Computes the gradients of all parameters from dLogits and dQ. Without tapes only the heads get
 * gradients.
 *
 * @param dPuzzleRows [B, ndim], the gradient of each puzzle's embedding, if it is wanted
 */
export function recordGradient(
  ops: TrainingOps,
  model: ModelTensors,
  batch: BatchTensors,
  tapes: readonly ApplicationTape[],
  scratch: GradientScratch,
  gradientOf: GradientOf,
  dPuzzleRows: Tensor | null,
): void {
  const from = prefixLength(model.config);
  const { dLogits, dQ, dzH } = scratch;
  const dLmHead = gradientOf(parameterName.lmHead);
  if (dLmHead)
    ops.linearWeightGradient({ dOut: dLogits, x: batch.states.H, from, dWeight: dLmHead });
  const dQWeight = gradientOf(parameterName.qWeight);
  const dBias = gradientOf(parameterName.qBias);
  if (dQWeight && dBias) {
    ops.linearWeightGradient({ dOut: dQ, x: batch.states.H, dWeight: dQWeight, dBias });
  }
  if (tapes.length === 0) return;
  ops.linearInputGradient({ dOut: dLogits, weight: model.lmHead, from, dX: dzH });
  ops.linearInputGradient({ dOut: dQ, weight: model.qWeight, plus: dzH, dX: dzH });

  const dx = recordApplicationsBackward(ops, model, tapes, scratch, gradientOf);
  const dTokenTable = gradientOf(parameterName.tokenTable) ?? null;
  const dPositionTable = gradientOf(parameterName.positionTable) ?? null;
  if (dx && (dTokenTable || dPositionTable || dPuzzleRows)) {
    const scale = embeddingScale(model.config);
    const { tokens } = batch;
    ops.embedBackward({ tokens, scale, dOut: dx, dTokenTable, dPositionTable, dPuzzleRows });
  }
}

/**
 * Back through the module applications, last first. A module's input is a sum, so each term of the
 * sum has the same gradient. All terms share one tensor, and numbers are added only where two paths
 * meet.
 *
 * @returns the gradient of x, the embedded puzzle; `null` if no application with a tape has it as
 * an input
 */
function recordApplicationsBackward(
  ops: TrainingOps,
  model: ModelTensors,
  tapes: readonly ApplicationTape[],
  scratch: GradientScratch,
  gradientOf: GradientOf,
): Tensor | null {
  const free = [...scratch.states];
  const plus = (a: Tensor | undefined, b: Tensor): Tensor => {
    if (a === undefined) return b;
    const out = free.pop()!;
    ops.add({ a, b, out });
    return out;
  };
  // The gradient of each state at this point of the schedule.
  const gradients: Partial<Record<StateName | 'x', Tensor>> = { H: scratch.dzH };
  const seen = new Set<Level>();
  for (let index = tapes.length - 1; index >= 0; index--) {
    const tape = tapes[index]!;
    const { module, state, inputs } = tape.application;
    const dOut = gradients[state];
    if (dOut === undefined) continue;
    const dInput = free.pop()!;
    const damping = isDamped(model.config, tape.application) ? dampingOf(model.config) : 1;
    const dMade = damping < 1 ? scratch.dUndamped! : dOut;
    if (damping < 1) ops.axpby({ alpha: damping, x: dOut, out: dMade });
    recordModuleBackward(ops, model, tape, scratch, gradientOf, dMade, dInput, seen.has(module));
    seen.add(module);
    delete gradients[state];
    const wanted = (input: StateName | 'x') =>
      input === 'x' || tapes.slice(0, index).some(({ application }) => application.state === input);
    for (const input of inputs) {
      if (wanted(input)) gradients[input] = plus(gradients[input], dInput);
    }
    // The share of the state that damping keeps bypasses the module.
    if (damping < 1 && wanted(state)) {
      const out = free.pop()!;
      ops.axpby({ alpha: 1 - damping, x: dOut, y: gradients[state]!, out });
      gradients[state] = out;
    }
  }
  return gradients.x ?? null;
}

/** @param accumulate whether a later application of the module has written its gradients already */
function recordModuleBackward(
  ops: TrainingOps,
  model: ModelTensors,
  tape: ApplicationTape,
  scratch: GradientScratch,
  gradientOf: GradientOf,
  dOut: Tensor,
  dInput: Tensor,
  accumulate: boolean,
): void {
  const { module } = tape.application;
  const layers = model.layers[module];
  for (let index = layers.length - 1; index >= 0; index--) {
    const names = parameterName.layer(module, index);
    recordLayerBackward(ops, model, layers[index]!, tape.layers[index]!, scratch, {
      out: tape.layers[index + 1]?.input ?? tape.undamped ?? tape.out,
      dOut: index === layers.length - 1 ? dOut : scratch.dLayer,
      dInput: index === 0 ? dInput : scratch.dLayer,
      weightGradient: (part, dOutOfPart, x) => {
        const dWeight = gradientOf(names[part]);
        if (dWeight) ops.linearWeightGradient({ dOut: dOutOfPart, x, accumulate, dWeight });
      },
    });
  }
}

/** The ops of a layer in `recordModule`, from the last to the first. */
function recordLayerBackward(
  ops: TrainingOps,
  model: ModelTensors,
  weights: LayerTensors,
  tape: LayerTape,
  scratch: GradientScratch,
  ends: {
    readonly out: Tensor;
    readonly dOut: Tensor;
    readonly dInput: Tensor;
    weightGradient(part: MixingPart | 'gateUp' | 'down', dOut: Tensor, x: Tensor): void;
  },
): void {
  const { out, dOut, dInput, weightGradient } = ends;
  const { duOut, dPreactivations, dAttended } = scratch;
  const { input, mixing, attended, preactivations } = tape;

  ops.rmsNormBackward({ out, inverseRms: tape.outInverseRms, dOut, du: duOut });
  weightGradient('down', duOut, tape.gated);
  ops.gatedInputGradient({ dOut: duOut, weight: weights.down, preactivations, dPreactivations });
  weightGradient('gateUp', dPreactivations, attended);
  ops.linearInputGradient({
    dOut: dPreactivations,
    weight: weights.gateUp,
    plus: duOut,
    dX: dAttended,
  });

  recordMixingBackward(
    ops,
    model,
    weights.mixing,
    mixing,
    scratch.mixing,
    { input, attended, dAttended, dInput },
    weightGradient,
  );
}
