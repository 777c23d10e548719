import type { Tensor } from './tensor';
import { CONTROL_SIZE, METRICS, MUON, RATES, type TrainingOps } from './training-ops';

/**
 * The shapes of every op, once for all backends. A tensor is written as its axes, each a letter, a
 * number, or a number times a letter: `'B L 3D'`. `u32` in front gives the type where it is not
 * f32, `?` at the end marks a tensor that may be left out, and `…` stands for a whole shape. A
 * letter means the same extent in all tensors of an op; `ops.ts` and `training-ops.ts` say what
 * each stands for.
 *
 * `flops` are the floating-point operations of an op's matrix products, a multiply-add counted as
 * two. Ops without it multiply no matrices; they are bound by memory.
 */
export const OP_SPECS: { readonly [Op in keyof TrainingOps]: OpSpec<ArgsOf<Op>> } = {
  embed: {
    tensors: {
      tokens: 'u32 B S',
      tokenTable: 'V D',
      puzzle: { identifiers: 'u32 B', table: 'I W' },
      positionTable: 'L D?',
      out: 'B L D',
    },
    writes: ['out'],
    touched: () => ({ tokenTable: 0, 'puzzle.table': 0 }),
    check: ({ S, L, D, W }, { puzzle }) => {
      if (S > L) return `tokens has ${S} cells, more than the ${L} positions of out`;
      if (puzzle === null || W <= (L - S) * D) return null;
      return `${L - S} prefix positions of ${D} cannot hold puzzle embeddings of ${W}`;
    },
  },
  broadcast: { tensors: { source: 'D', mask: 'u32 B?', out: 'B L D' }, writes: ['out'] },
  add: { tensors: { a: '…', b: '…', c: '…?', out: '…' }, writes: ['out'] },
  axpby: { tensors: { x: '…', y: '…?', out: '…' }, writes: ['out'], mayBeOne: ['x', 'out'] },
  settle: {
    tensors: { q: 'B 1 2', towards: 'B L D', state: 'B L D' },
    writes: ['state'],
    updates: ['state'],
  },
  transpose: { tensors: { x: 'B M N', out: 'B N M' }, writes: ['out'] },
  linear: {
    tensors: { x: 'B L K', weight: 'N K', bias: 'N?', out: 'B M N' },
    writes: ['out'],
    touched: ({ M, L }) => ({ x: M / L }),
    flops: ({ B, M, N, K }) => 2 * B * M * N * K,
    check: ({ L, M }, { from }) => outside(from, M, L),
  },
  attention: {
    tensors: {
      out: 'B L D',
      qkv: 'B L 3D',
      rope: { cos: 'L R', sin: 'L R' },
      saveLogSumExp: 'B H L?',
    },
    numbers: { H: 'heads' },
    writes: ['out', 'saveLogSumExp'],
    flops: attentionProducts(2),
    check: (dims, { rope }) => unevenHeads(dims, rope !== null),
  },
  linearResidualNorm: {
    tensors: {
      x: 'B L K',
      weight: 'D K',
      residual: 'B L D',
      out: 'B L D',
      saveInverseRms: 'B L?',
    },
    writes: ['out', 'saveInverseRms'],
    flops: ({ B, L, D, K }) => 2 * B * L * D * K,
  },
  gatedLinear: {
    tensors: { x: 'B L D', out: 'B L I', weight: '2I D', savePreactivations: 'B L 2I?' },
    writes: ['out', 'savePreactivations'],
    flops: ({ B, L, D, I }) => 4 * B * L * D * I,
  },
  predict: {
    tensors: { logits: 'B S V', tokens: 'u32 B S', confidence: 'B S' },
    writes: ['tokens', 'confidence'],
  },
  rmsNormBackward: {
    tensors: { out: 'B L D', inverseRms: 'B L', dOut: 'B L D', du: 'B L D' },
    writes: ['du'],
  },
  linearInputGradient: {
    tensors: { dOut: 'B M N', weight: 'N K', plus: 'B L K?', dX: 'B L K' },
    writes: ['dX'],
    mayBeOne: ['plus', 'dX'],
    touched: ({ M, L }, { plus, dX }) => (plus === dX ? { plus: M / L, dX: M / L } : {}),
    flops: ({ B, M, N, K }) => 2 * B * M * N * K,
    check: ({ L, M }, { from }) => outside(from, M, L),
  },
  linearWeightGradient: {
    tensors: { dOut: 'B M N', x: 'B L K', dWeight: 'N K', dBias: 'N?' },
    writes: ['dWeight', 'dBias'],
    touched: ({ M, L }) => ({ x: M / L }),
    flops: ({ B, M, N, K }) => 2 * B * M * N * K,
    check: ({ L, M }, { from }) => outside(from, M, L),
  },
  gatedInputGradient: {
    tensors: {
      dOut: 'B L D',
      weight: 'D I',
      preactivations: 'B L 2I',
      dPreactivations: 'B L 2I',
    },
    writes: ['dPreactivations'],
    flops: ({ B, L, D, I }) => 2 * B * L * D * I,
  },
  attentionBackward: {
    tensors: {
      out: 'B L D',
      qkv: 'B L 3D',
      rope: { cos: 'L R', sin: 'L R' },
      logSumExp: 'B H L',
      dOut: 'B L D',
      dQkv: 'B L 3D',
    },
    numbers: { H: 'heads' },
    writes: ['dQkv'],
    flops: attentionProducts(5),
    check: (dims, { rope }) => unevenHeads(dims, rope !== null),
  },
  embedBackward: {
    tensors: {
      tokens: 'u32 B S',
      dOut: 'B L D',
      dTokenTable: 'V D?',
      dPositionTable: 'L D?',
      dPuzzleRows: 'B W?',
    },
    writes: ['dTokenTable', 'dPositionTable', 'dPuzzleRows'],
    check: ({ S, L }) =>
      S > L ? `tokens has ${S} cells, more than the ${L} positions of dOut` : null,
  },
  crossEntropy: {
    tensors: {
      logits: 'B S V',
      labels: 'u32 B S',
      dLogits: 'B S V',
      loss: 'B',
      correct: 'u32 B',
      labelCount: 'u32 B',
    },
    writes: ['dLogits', 'loss', 'correct', 'labelCount'],
  },
  qLoss: {
    tensors: {
      q: 'B 1 2',
      correct: 'u32 B',
      labelCount: 'u32 B',
      next: 'B 1 2?',
      segments: 'u32 B',
      control: `u32 ${CONTROL_SIZE}`,
      dQ: 'B 1 2',
      loss: 'B 2',
    },
    writes: ['dQ', 'loss'],
  },
  actHaltAndSample: {
    tensors: {
      q: 'B 1 2',
      loss: 'B',
      qLoss: 'B 2',
      correct: 'u32 B',
      labelCount: 'u32 B',
      control: `u32 ${CONTROL_SIZE}`,
      cursor: 'u32 1',
      segments: 'u32 B',
      norm: '1',
      halted: 'u32 B',
      draw: 'u32 B',
      metrics: `M ${METRICS.length}`,
    },
    writes: ['cursor', 'segments', 'halted', 'draw', 'metrics'],
    touched: () => ({ metrics: 0 }),
  },
  refillRows: {
    tensors: {
      halted: 'u32 B',
      draw: 'u32 B',
      dataset: { tokens: 'u32 N S', labels: 'u32 N S', identifiers: 'u32 N' },
      into: { tokens: 'u32 B S', labels: 'u32 B S', identifiers: 'u32 B' },
    },
    writes: ['into'],
    touched: () => ({ 'dataset.tokens': 0, 'dataset.labels': 0, 'dataset.identifiers': 0 }),
  },
  gradientNorm: { tensors: { gradients: 'P', norm: '1' }, writes: ['norm'] },
  adam: {
    tensors: {
      gradients: 'P',
      norm: '1',
      rates: `${RATES.length}`,
      weights: 'P',
      expAvg: 'P',
      expAvgSq: 'P',
      average: 'P',
    },
    writes: ['weights', 'expAvg', 'expAvgSq', 'average'],
    updates: ['weights', 'expAvg', 'expAvgSq', 'average'],
  },
  muon: {
    tensors: {
      gradients: 'P',
      norm: '1',
      rates: `${RATES.length}`,
      weights: 'P',
      momentum: 'P',
      average: 'P',
    },
    writes: ['weights', 'momentum', 'average'],
    updates: ['weights', 'momentum', 'average'],
    // One iteration is two products over the longer side of a matrix and one over the shorter.
    flops: (_, { matrices }) =>
      matrices.reduce((sum, { rows, columns }) => {
        const [short, long] = [Math.min(rows, columns), Math.max(rows, columns)];
        return sum + MUON.iterations * 2 * short * short * (2 * long + short);
      }, 0),
    check: ({ P }, { matrices }) => {
      const over = matrices.find(({ offset, rows, columns }) => offset + rows * columns > P);
      return over ? `the matrix at ${over.offset} ends behind the ${P} weights` : null;
    },
  },
  signSgd: {
    tensors: {
      identifiers: 'u32 B',
      dRows: 'B W',
      norm: '1',
      rates: `${RATES.length}`,
      table: 'I W',
      average: 'I W',
    },
    writes: ['table', 'average'],
    updates: ['average'],
  },
};

/** The arguments of an op, as `ops.ts` and `training-ops.ts` document them. */
export type ArgsOf<Op extends keyof TrainingOps> = Parameters<TrainingOps[Op]>[0];

type Letter = 'B' | 'D' | 'H' | 'I' | 'K' | 'L' | 'M' | 'N' | 'P' | 'R' | 'S' | 'V' | 'W';

/** Extents by letter, only for the tensors that were given. */
export type Dims = Readonly<Record<Letter, number>>;

/** The tensors among arguments; a group of tensors that may be `null` is written as an object. */
type ShapesOf<Args> = {
  readonly [
    Name in keyof Args as NonNullable<Args[Name]> extends
      number | string | boolean | readonly unknown[]
      ? never
      : Name
  ]-?: NonNullable<Args[Name]> extends Tensor
    ? string
    : { readonly [Part in keyof NonNullable<Args[Name]>]: string };
};

export interface OpSpec<Args> {
  readonly tensors: ShapesOf<Args>;
  /** Numbers among the arguments that stand for a letter. */
  readonly numbers?: { readonly [L in Letter]?: keyof Args & string };
  /** The tensors that the op writes. None may be another tensor of the op too. */
  readonly writes: readonly (keyof Args & string)[];
  /** Exceptions: two arguments that may be the same tensor. */
  readonly mayBeOne?: readonly [keyof Args & string, keyof Args & string];
  /** The tensors it both reads and writes. */
  readonly updates?: readonly (keyof Args & string)[];
  /**
   * By path, the share of a tensor that it reads or writes, if it is not the whole tensor; 0 for a
   * few rows.
   */
  touched?(dims: Dims, args: Args): Readonly<Record<string, number>>;
  flops?(dims: Dims, args: Args): number;
  /** Checks rules that letters cannot express. @returns what is wrong, or `null` */
  check?(dims: Dims, args: Args): string | null;
}

/** Positions from…from + taken − 1 must lie within `length`. */
function outside(from = 0, taken: number, length: number): string | null {
  if (Number.isInteger(from) && from >= 0 && from + taken <= length) return null;
  return `positions ${from} to ${from + taken} do not lie within the ${length} of a row`;
}

/** The operations of `products` products of length × length for every channel. */
function attentionProducts(products: number): (dims: Dims) => number {
  return ({ B, L, D }) => 2 * products * B * L * L * D;
}

function unevenHeads({ D, H, R }: Dims, rope: boolean): string | null {
  const size = D / H;
  if (!Number.isInteger(size) || (rope && size % 2 !== 0)) {
    return `${D} channels do not make ${H} heads of ${rope ? 'an even' : 'one'} size`;
  }
  if (!rope || 2 * R === size) return null;
  return `rope turns ${R} pairs of channels, but a head of ${size} has ${size / 2}`;
}
