import type { Ops } from '../compute/ops';
import type { Tensor } from '../compute/tensor';
import { dampingOf, prefixLength, usesLearnedPositions, type HrmConfig } from './config';
import { recordMixing } from './mixing';
import {
  carriedStates,
  isDamped,
  ofState,
  scheduleOf,
  type Application,
  type Level,
  type States,
} from './schedule';
import type { ApplicationTape, LayerTape } from './tape';
import type { BatchTensors, ModelTensors } from './tensors';

/**
 * The forward pass of HRM (arXiv 2506.21734, section 2; official `hrm_act_v1.py`) and of the models it
 * is compared with, written once for every backend.
 */

/**
 * The start of a thought: embed the puzzle, set the carried states to their fixed initial vectors.
 * The host draws and writes random starts (`starts.ts`).
 */
export function recordBegin(ops: Ops, model: ModelTensors, batch: BatchTensors): void {
  recordEmbedding(ops, model, batch);
  recordInitialStates(ops, model, batch);
}

/** Fresh carried states, in the rows with mask ≠ 0 if there is one. */
export function recordInitialStates(
  ops: Ops,
  model: ModelTensors,
  batch: Pick<BatchTensors, 'states'>,
  mask?: Tensor,
): void {
  for (const [state, source] of model.initialStates) {
    ops.broadcast({ source, ...(mask && { mask }), out: ofState(batch.states, state) });
  }
}

/** Computes x, the embedded puzzle, which modules get besides their states. */
export function recordEmbedding(
  ops: Ops,
  model: ModelTensors,
  batch: Pick<BatchTensors, 'tokens' | 'identifiers' | 'x'>,
): void {
  ops.embed({
    tokens: batch.tokens,
    tokenTable: model.tokenTable,
    puzzle: model.puzzleTable && { identifiers: batch.identifiers, table: model.puzzleTable },
    positionTable: model.positionTable,
    scale: embeddingScale(model.config),
    out: batch.x,
  });
}

/** √hidden, and with learned positions √½ so that the sum of two unit vectors stays one. */
export function embeddingScale(config: HrmConfig): number {
  return Math.sqrt(config.hidden_size * (usesLearnedPositions(config) ? 0.5 : 1));
}

/** One segment: its states, then a full prediction and the Q head from z_H. */
export function recordSegment(ops: Ops, model: ModelTensors, batch: BatchTensors): void {
  recordStates(ops, model, batch);
  recordPrediction(ops, model, batch);
  ops.predict({ logits: batch.logits, tokens: batch.predicted, confidence: batch.confidence });
}

/**
 * The states after one segment of a thought: those its applications lead to, or in a model that
 * settles a share of the way there.
 *
 * @param places as in `ThinkingOptions`; the last of each state is `batch.towards`, if there is one
 */
export function recordStates(
  ops: Ops,
  model: ModelTensors,
  batch: Pick<BatchTensors, 'states' | 'towards' | 'x' | 'q' | 'scratch'>,
  places: readonly Tensor[] = [],
): void {
  const { states, towards, q } = batch;
  const { settling: power } = model.config;
  if (towards === null || power === undefined) {
    return recordThinking(ops, model, batch, states, states, { places });
  }
  recordQ(ops, model, states.H, q);
  recordThinking(ops, model, batch, states, towards, { places });
  for (const name of carriedStates(model.config)) {
    ops.settle({ q, power, towards: ofState(towards, name), state: ofState(states, name) });
  }
}

/** Reads the present states: the logits of all cells, and the Q values. */
export function recordPrediction(ops: Ops, model: ModelTensors, batch: BatchTensors): void {
  ops.linear({
    x: batch.states.H,
    weight: model.lmHead,
    from: prefixLength(model.config),
    out: batch.logits,
  });
  recordQ(ops, model, batch.states.H, batch.q);
}

/** q [B,1,2]: q_halt and q_continue, read from position 0 of z_H. */
export function recordQ(ops: Ops, model: ModelTensors, zH: Tensor, q: Tensor): void {
  ops.linear({ x: zH, weight: model.qWeight, bias: model.qBias, out: q });
}

/** Options for recording module applications; without them it is one segment that keeps nothing. */
export interface ThinkingOptions {
  /** The modules to apply, in order; those of one segment unless given. */
  readonly applications?: readonly Application[];
  /**
   * Tapes for the gradient, one for each of the last applications, in order; the last tape of each
   * state must end in `to`.
   */
  readonly tapes?: readonly ApplicationTape[];
  /** Tensors for the state after each application; the last tensor of each state is `to`. */
  readonly places?: readonly Tensor[];
}

/**
 * Module applications without a prediction.
 *
 * @param from the states at the start
 * @param to the states at the end; may be `from` itself
 */
export function recordThinking(
  ops: Ops,
  model: ModelTensors,
  batch: Pick<BatchTensors, 'x' | 'scratch'>,
  from: States<Tensor>,
  to: States<Tensor>,
  { applications = scheduleOf(model.config), tapes = [], places = [] }: ThinkingOptions = {},
): void {
  let states = from;
  applications.forEach((application, index) => {
    const tape = tapes[index - (applications.length - tapes.length)];
    const out = tape?.out ?? places[index] ?? ofState(to, application.state);
    recordApplication(ops, model, batch, application, states, out, tape);
    states = { ...states, [application.state]: out };
  });
}

/**
 * One application of a module to the present states.
 *
 * @param out the new state; may be that of `states`
 * @param keep tensors that layers save for the gradient, instead of the scratch
 */
export function recordApplication(
  ops: Ops,
  model: ModelTensors,
  batch: Pick<BatchTensors, 'x' | 'scratch'>,
  application: Application,
  states: States<Tensor>,
  out: Tensor,
  keep?: Pick<ApplicationTape, 'undamped'> & { readonly layers: readonly Partial<LayerTape>[] },
): void {
  const { module, state, inputs } = application;
  const given = inputs.map((name) => (name === 'x' ? batch.x : ofState(states, name)));
  if (!isDamped(model.config, application)) {
    return recordModule(ops, model, batch, module, given, out, keep?.layers);
  }
  // Equilibrium Reasoners add noise here in training. It is left out, because thinking is
  // deterministic.
  const undamped = keep?.undamped ?? batch.scratch.state;
  recordModule(ops, model, batch, module, given, undamped, keep?.layers);
  const damping = dampingOf(model.config);
  const [alpha, x] = [1 - damping, ofState(states, state)];
  ops.axpby({ alpha, x, beta: damping, y: undamped, out });
}

/**
 * One application of a module: the sum of its inputs, then the layers. Post-norm: h ← RMSNorm(h +
 * Mixing(h)), h ← RMSNorm(h + SwiGLU(h)).
 *
 * @param inputs of the module, added from the last to the first, as in the official code
 */
function recordModule(
  ops: Ops,
  model: ModelTensors,
  { scratch }: Pick<BatchTensors, 'scratch'>,
  module: Level,
  inputs: readonly Tensor[],
  out: Tensor,
  tapes: readonly Partial<LayerTape>[] = [],
): void {
  const { rms_norm_eps: epsilon } = model.config;
  const layers = model.layers[module];
  const placeOf = (index: number) => tapes[index]?.input ?? scratch.state;
  const [a, b, c] = inputs as [Tensor, Tensor?, Tensor?];
  if (b) ops.add({ a, b, ...(c && { c }), out: placeOf(0) });
  layers.forEach((layer, index) => {
    const { preactivations, outInverseRms, ...tape } = tapes[index] ?? {};
    const { mixing, attended, gated } = { ...scratch, ...tape };
    const input = index === 0 && !b ? a : placeOf(index);
    recordMixing(ops, model, layer.mixing, mixing, input, attended);
    ops.gatedLinear({
      x: attended,
      weight: layer.gateUp,
      out: gated,
      ...(preactivations && { savePreactivations: preactivations }),
    });
    ops.linearResidualNorm({
      x: gated,
      weight: layer.down,
      residual: attended,
      epsilon,
      out: index === layers.length - 1 ? out : placeOf(index + 1),
      ...(outInverseRms && { saveInverseRms: outInverseRms }),
    });
  });
}
