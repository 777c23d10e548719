import type { Tensor } from '../compute/backend';
import type { Ops } from '../compute/ops';
import { prefixLength, usesLearnedPositions, type HrmConfig } from './config';
import type { Level } from './parameters';
import type { ApplicationTape, LayerTape } from './tape';
import type { BatchTensors, ModelTensors } from './tensors';

/**
 * The forward pass of HRM (arXiv 2506.21734, section 2; official `hrm_act_v1.py`), written once for
 * every backend.
 */

/** The start of a thought: embed the puzzle, set both states to their fixed initial vectors. */
export function recordBegin(ops: Ops, model: ModelTensors, batch: BatchTensors): void {
  recordEmbedding(ops, model, batch);
  ops.broadcast({ source: model.initialState.H, out: batch.zH });
  ops.broadcast({ source: model.initialState.L, out: batch.zL });
}

/** x: the embedded puzzle, which every step of the fast module adds to its state. */
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

/** The two states of a batch of thoughts, each [B, L, D]. */
export type States = Readonly<Record<Level, Tensor>>;

/** The order in which a segment applies its modules: H_cycles times L_cycles of L, then one H. */
export function applicationsOf(config: Pick<HrmConfig, 'H_cycles' | 'L_cycles'>): Level[] {
  const cycle: Level[] = [...Array<Level>(config.L_cycles).fill('L'), 'H'];
  return Array.from({ length: config.H_cycles }, () => cycle).flat();
}

/**
 * One segment: H_cycles times, L_cycles steps of the fast module, z_L ← L(z_L, z_H + x), and one of
 * the slow module, z_H ← H(z_H, z_L); then a full prediction and the Q head from z_H.
 */
export function recordSegment(ops: Ops, model: ModelTensors, batch: BatchTensors): void {
  const states = { H: batch.zH, L: batch.zL };
  recordThinking(ops, model, batch, states, states);
  recordPrediction(ops, model, batch);
  ops.predict({ logits: batch.logits, tokens: batch.predicted, confidence: batch.confidence });
}

/** What the states of now say: the logits of all cells, and the Q values. */
export function recordPrediction(ops: Ops, model: ModelTensors, batch: BatchTensors): void {
  ops.linear({
    x: batch.zH,
    weight: model.lmHead,
    from: prefixLength(model.config),
    out: batch.logits,
  });
  recordQ(ops, model, batch.zH, batch.q);
}

/** q [B,1,2]: q_halt and q_continue, read from position 0 of z_H. */
export function recordQ(ops: Ops, model: ModelTensors, zH: Tensor, q: Tensor): void {
  ops.linear({ x: zH, weight: model.qWeight, bias: model.qBias, out: q });
}

/** How a stretch of thinking is recorded other than as one segment that keeps nothing. */
export interface ThinkingOptions {
  /** The modules to apply, in order; those of one segment unless given. */
  readonly applications?: readonly Level[];
  /**
   * What to keep for a gradient, for the last applications in order; the last tape of each level must
   * end in `to`.
   */
  readonly tapes?: readonly ApplicationTape[];
  /** Where each application leaves its state; the last place of each level is `to`. */
  readonly places?: readonly Tensor[];
}

/**
 * Module applications without a prediction.
 *
 * @param from the states it starts from
 * @param to where the states end; may be `from` itself
 */
export function recordThinking(
  ops: Ops,
  model: ModelTensors,
  batch: Pick<BatchTensors, 'x' | 'scratch'>,
  from: States,
  to: States,
  { applications = applicationsOf(model.config), tapes = [], places = [] }: ThinkingOptions = {},
): void {
  const states: Record<Level, Tensor> = { ...from };
  applications.forEach((level, index) => {
    const tape = tapes[index - (applications.length - tapes.length)];
    const out = tape?.out ?? places[index] ?? to[level];
    recordApplication(ops, model, batch, level, states, out, tape?.layers);
    states[level] = out;
  });
}

/**
 * One application of a module to the states as they are: z_L ← L(z_L, z_H + x) or z_H ← H(z_H, z_L).
 *
 * @param out the new state; may be that of `states`
 * @param keep what layers leave in tensors of their own rather than in the scratch
 */
export function recordApplication(
  ops: Ops,
  model: ModelTensors,
  batch: Pick<BatchTensors, 'x' | 'scratch'>,
  level: Level,
  states: States,
  out: Tensor,
  keep?: readonly Partial<LayerTape>[],
): void {
  const inputs: ModuleInputs =
    level === 'L'
      ? { state: states.L, injected: states.H, injectedToo: batch.x }
      : { state: states.H, injected: states.L };
  recordModule(ops, model, batch, level, inputs, out, keep);
}

interface ModuleInputs {
  readonly state: Tensor;
  readonly injected: Tensor;
  readonly injectedToo?: Tensor;
}

/**
 * One application of a module: add what is injected to the state, then the layers. Post-norm:
 * h ← RMSNorm(h + Attention(h)), h ← RMSNorm(h + SwiGLU(h)).
 */
function recordModule(
  ops: Ops,
  model: ModelTensors,
  { scratch }: Pick<BatchTensors, 'scratch'>,
  level: Level,
  { state, injected, injectedToo }: ModuleInputs,
  out: Tensor,
  tapes: readonly Partial<LayerTape>[] = [],
): void {
  const { num_heads: heads, rms_norm_eps: epsilon } = model.config;
  const layers = model.layers[level];
  const inputOf = (index: number) => tapes[index]?.input ?? scratch.state;
  ops.add({
    a: state,
    b: injected,
    ...(injectedToo ? { c: injectedToo } : {}),
    out: inputOf(0),
  });
  layers.forEach((layer, index) => {
    const { logSumExp, attendedInverseRms, preactivations, outInverseRms, ...tape } =
      tapes[index] ?? {};
    const { qkv, mixed, attended, gated } = { ...scratch, ...tape };
    const input = inputOf(index);
    ops.linear({ x: input, weight: layer.qkv, out: qkv });
    ops.attention({
      qkv,
      rope: model.rope,
      heads,
      out: mixed,
      ...(logSumExp && { saveLogSumExp: logSumExp }),
    });
    ops.linearResidualNorm({
      x: mixed,
      weight: layer.output,
      residual: input,
      epsilon,
      out: attended,
      ...(attendedInverseRms && { saveInverseRms: attendedInverseRms }),
    });
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
      out: index === layers.length - 1 ? out : inputOf(index + 1),
      ...(outInverseRms && { saveInverseRms: outInverseRms }),
    });
  });
}
