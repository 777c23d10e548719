import type { Tensor } from './tensor';

/**
 * The dozen fused operations HRM is written in. Every op writes tensors the caller made (`out` and,
 * where noted, tensors saved for a later gradient), so recording fixes all memory.
 *
 * Letters in shapes: B batch rows, L positions a row (prefix + cells), S cells, D hidden size, H
 * heads, I inner size of the MLP, V vocabulary, R any product of leading axes, K and N any. Tensors
 * are f32 unless marked u32. `out` must not be one of the inputs, except where an op says so.
 */
export interface Ops {
  /**
   * out[B,L,D] = scale · (row + position), where the row is `tokenTable[tokens[b,s]]` for a cell
   * and, for the P = L − S prefix positions, the p-th D-wide slice of
   * `puzzleTable[identifiers[b]]`, padded with zeros.
   */
  embed(args: {
    readonly tokens: Tensor; // u32 [B,S]
    readonly tokenTable: Tensor; // [V,D]
    readonly puzzle: { readonly identifiers: Tensor; readonly table: Tensor } | null; // u32 [B], [ids,ndim]
    readonly positionTable: Tensor | null; // [L,D]
    readonly scale: number;
    readonly out: Tensor; // [B,L,D]
  }): void;

  /** out[b,l,:] = source[:] for every position of every row (of the rows with mask ≠ 0, if given). */
  broadcast(args: {
    readonly source: Tensor; // [D]
    readonly mask?: Tensor; // u32 [B]
    readonly out: Tensor; // [B,L,D]
  }): void;

  /** out = a + (b + c), or a + b; all of one shape. */
  add(args: {
    readonly a: Tensor;
    readonly b: Tensor;
    readonly c?: Tensor;
    readonly out: Tensor;
  }): void;

  /**
   * out = alpha · x + beta · y, or alpha · x; all of one shape. `out` may be `x`. Its own backward:
   * dx = alpha · dOut, dy = beta · dOut.
   */
  axpby(args: {
    readonly alpha: number;
    readonly x: Tensor;
    readonly beta?: number; // 1 unless given
    readonly y?: Tensor;
    readonly out: Tensor;
  }): void;

  /**
   * Moves the states of every row by a share of the way that depends on how sure the row is: state[b]
   * += σ(−q[b,0,0])^power · (towards[b] − state[b]).
   */
  settle(args: {
    readonly q: Tensor; // [B,1,2]: q_halt, q_continue
    readonly power: number;
    readonly towards: Tensor; // [B,L,D]
    readonly state: Tensor; // [B,L,D]
  }): void;

  /** out[b,n,m] = x[b,m,n]; its own backward. */
  transpose(args: {
    readonly x: Tensor; // [B,M,N]
    readonly out: Tensor; // [B,N,M]
  }): void;

  /** out[b,i,n] = Σ_k x[b, from + i, k] · weight[n,k] (+ bias[n]). `from` is 0 unless given. */
  linear(args: {
    readonly x: Tensor; // [B,L,K]
    readonly weight: Tensor; // [N,K]
    readonly bias?: Tensor; // [N]
    readonly from?: number;
    readonly out: Tensor; // [B,M,N] with from + M ≤ L
  }): void;

  /**
   * Full (non-causal) multi-head attention. `qkv` holds all heads' q, then k, then v along its last
   * axis. Where `rope` is given, q and k are rotated first: channels i and i + d/2 of a head are a
   * pair, rotated by the angle whose cos and sin are at [position, i]. Scores are scaled by 1/√d.
   */
  attention(args: {
    readonly qkv: Tensor; // [B,L,3D]
    readonly rope: { readonly cos: Tensor; readonly sin: Tensor } | null; // [L,d/2] each
    readonly heads: number; // d = D / heads
    readonly out: Tensor; // [B,L,D]
    readonly saveLogSumExp?: Tensor; // [B,H,L]: log Σ exp(score) of each query
  }): void;

  /** out = RMSNorm(residual + x · weightᵀ), no gain: u ↦ u / √(mean(u²) + epsilon) along D. */
  linearResidualNorm(args: {
    readonly x: Tensor; // [B,L,K]
    readonly weight: Tensor; // [D,K]
    readonly residual: Tensor; // [B,L,D]
    readonly epsilon: number;
    readonly out: Tensor; // [B,L,D]
    readonly saveInverseRms?: Tensor; // [B,L]: 1 / √(mean(u²) + epsilon)
  }): void;

  /** SwiGLU: out = silu(x · gateᵀ) ∘ (x · upᵀ), `weight` holding gate's rows, then up's. */
  gatedLinear(args: {
    readonly x: Tensor; // [B,L,D]
    readonly weight: Tensor; // [2I,D]
    readonly out: Tensor; // [B,L,I]
    readonly savePreactivations?: Tensor; // [B,L,2I]: x · weightᵀ
  }): void;

  /** The prediction: per cell the token of the largest logit (the first, in a tie) and its softmax. */
  predict(args: {
    readonly logits: Tensor; // [B,S,V]
    readonly tokens: Tensor; // u32 [B,S]
    readonly confidence: Tensor; // [B,S]
  }): void;
}
