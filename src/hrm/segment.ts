import type { Tensor } from '../compute/backend';
import type { Ops } from '../compute/ops';
import { prefixLength, usesLearnedPositions } from './config';
import type { Level } from './parameters';
import type { BatchTensors, ModelTensors } from './tensors';

/**
 * The forward pass of HRM (arXiv 2506.21734, section 2; official `hrm_act_v1.py`), written once for
 * every backend.
 */

/** The start of a thought: embed the puzzle, set both states to their fixed initial vectors. */
export function recordBegin(ops: Ops, model: ModelTensors, batch: BatchTensors): void {
  const { config } = model;
  ops.embed({
    tokens: batch.tokens,
    tokenTable: model.tokenTable,
    puzzle: model.puzzleTable && { identifiers: batch.identifiers, table: model.puzzleTable },
    positionTable: model.positionTable,
    // √hidden, and with learned positions √½ so that the sum of two unit vectors stays one.
    scale: Math.sqrt(config.hidden_size * (usesLearnedPositions(config) ? 0.5 : 1)),
    out: batch.x,
  });
  ops.broadcast({ source: model.initialState.H, out: batch.zH });
  ops.broadcast({ source: model.initialState.L, out: batch.zL });
}

/**
 * One segment: H_cycles times, L_cycles steps of the fast module, z_L ← L(z_L, z_H + x), and one of
 * the slow module, z_H ← H(z_H, z_L); then a full prediction and the Q head from z_H.
 */
export function recordSegment(ops: Ops, model: ModelTensors, batch: BatchTensors): void {
  const { config } = model;
  for (let slow = 0; slow < config.H_cycles; slow++) {
    for (let fast = 0; fast < config.L_cycles; fast++) {
      recordModule(ops, model, batch, 'L', batch.zL, batch.zH, batch.x);
    }
    recordModule(ops, model, batch, 'H', batch.zH, batch.zL);
  }
  ops.linear({
    x: batch.zH,
    weight: model.lmHead,
    from: prefixLength(config),
    out: batch.logits,
  });
  ops.linear({ x: batch.zH, weight: model.qWeight, bias: model.qBias, out: batch.q });
  ops.predict({ logits: batch.logits, tokens: batch.predicted, confidence: batch.confidence });
}

/**
 * One application of a module: add what is injected to the state, then the layers. Post-norm:
 * h ← RMSNorm(h + Attention(h)), h ← RMSNorm(h + SwiGLU(h)).
 */
function recordModule(
  ops: Ops,
  model: ModelTensors,
  batch: BatchTensors,
  level: Level,
  state: Tensor,
  injected: Tensor,
  injectedToo?: Tensor,
): void {
  const { num_heads: heads, rms_norm_eps: epsilon } = model.config;
  const { scratch } = batch;
  const layers = model.layers[level];
  ops.add({
    a: state,
    b: injected,
    ...(injectedToo ? { c: injectedToo } : {}),
    out: scratch.state,
  });
  layers.forEach((layer, index) => {
    ops.linear({ x: scratch.state, weight: layer.qkv, out: scratch.qkv });
    ops.attention({ qkv: scratch.qkv, rope: model.rope, heads, out: scratch.mixed });
    ops.linearResidualNorm({
      x: scratch.mixed,
      weight: layer.output,
      residual: scratch.state,
      epsilon,
      out: scratch.attended,
    });
    ops.gatedLinear({ x: scratch.attended, weight: layer.gateUp, out: scratch.gated });
    ops.linearResidualNorm({
      x: scratch.gated,
      weight: layer.down,
      residual: scratch.attended,
      epsilon,
      out: index === layers.length - 1 ? state : scratch.state,
    });
  });
}
