import type { ArgsOf, Dims } from '../op-specs';
import type { Tensor } from '../tensor';
import type { Recording } from './recording';

/**
 * Multi-head attention as standard nodes: all heads side by side, in one batched product for the
 * scores and one for the values.
 */
export function emitAttention(recording: Recording, args: ArgsOf<'attention'>, { D }: Dims): void {
  const { graph } = recording;
  const { qkv, rope, heads, out, saveLogSumExp } = args;
  const size = D / heads;
  const named = (part: string) => ({ name: `${out.name}/${part}` });

  // [B,L,3D] → [B,3H,L,d]: every head of q, then of k, then of v.
  const split = graph.node(
    'Reshape',
    [recording.read(qkv), graph.integers(0, 0, 3 * heads, size)],
    named('heads'),
  );
  const byHead = graph.node('Transpose', [split], {
    ...named('by_head'),
    attributes: { perm: [0, 2, 1, 3] },
  });
  const takeHeads = (value: string, counts: number[], part: string) =>
    graph.nodeWithOutputs('Split', [value, graph.integers(...counts)], counts.length, {
      ...named(part),
      attributes: { axis: 1 },
    });
  let q: string, k: string, v: string;
  if (rope === null) {
    [q, k, v] = takeHeads(byHead, [heads, heads, heads], 'qkv') as [string, string, string];
  } else {
    const [turning, still] = takeHeads(byHead, [2 * heads, heads], 'qk_v') as [string, string];
    const turned = rotate(recording, turning, rope, size / 2, `${out.name}/rotated`);
    [q, k] = takeHeads(turned, [heads, heads], 'qk') as [string, string];
    v = still;
  }

  const kTransposed = graph.node('Transpose', [k], {
    ...named('k_transposed'),
    attributes: { perm: [0, 1, 3, 2] },
  });
  const products = graph.node('MatMul', [q, kTransposed], named('products'));
  const scores = graph.node('Mul', [products, graph.scalar(1 / Math.sqrt(size))], named('scores'));
  const weights = graph.node('Softmax', [scores], {
    ...named('weights'),
    attributes: { axis: -1 },
  });
  const mixed = graph.node('MatMul', [weights, v], named('mixed'));
  const byPosition = graph.node('Transpose', [mixed], {
    ...named('by_position'),
    attributes: { perm: [0, 2, 1, 3] },
  });
  recording.write(
    out,
    graph.node('Reshape', [byPosition, graph.integers(0, 0, D)], { name: out.name }),
  );

  if (saveLogSumExp) {
    const logSumExp = graph.node('ReduceLogSumExp', [scores, graph.integers(-1)], {
      name: saveLogSumExp.name,
      attributes: { keepdims: 0 },
    });
    recording.write(saveLogSumExp, logSumExp);
  }
}

/**
 * Rotary positions on [B,heads,L,d]: with x = (low, high), the halves of a head's channels,
 * (low·cos − high·sin, high·cos + low·sin) = x ∘ (cos, cos) + (high, low) ∘ (−sin, sin).
 */
function rotate(
  recording: Recording,
  x: string,
  rope: { readonly cos: Tensor; readonly sin: Tensor },
  half: number,
  name: string,
): string {
  const { graph } = recording;
  const lastAxis = { attributes: { axis: -1 } };
  const cos = recording.read(rope.cos);
  const sin = recording.read(rope.sin);
  const cosBoth = graph.once(`${cos}.both`, (key) =>
    graph.node('Concat', [cos, cos], { name: key, ...lastAxis }),
  );
  const sinBoth = graph.once(`${sin}.both`, (key) => {
    const negative = graph.node('Neg', [sin], { name: `${sin}.negative` });
    return graph.node('Concat', [negative, sin], { name: key, ...lastAxis });
  });

  const [low, high] = graph.nodeWithOutputs('Split', [x, graph.integers(half, half)], 2, {
    name: `${name}/half`,
    ...lastAxis,
  }) as [string, string];
  const swapped = graph.node('Concat', [high, low], { name: `${name}/swapped`, ...lastAxis });
  const straight = graph.node('Mul', [x, cosBoth], { name: `${name}/straight` });
  const across = graph.node('Mul', [swapped, sinBoth], { name: `${name}/across` });
  return graph.node('Add', [straight, across], { name });
}
