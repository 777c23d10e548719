import { elementwise, input, output, type Kernel } from './kernel';

/**
 * Per cell the first token of the largest logit, and its softmax. Bindings logits
 * [cells, vocabulary], tokens u32 [cells], confidence [cells].
 */
export function predict(shape: { readonly cells: number; readonly vocabulary: number }): Kernel {
  const { cells, vocabulary } = shape;
  return elementwise({
    label: `predict ${cells}×${vocabulary}`,
    bindings: [input('logits'), output('tokens', 'u32'), output('confidence')],
    count: cells,
    body: /* wgsl */ `
  let first = index * ${vocabulary}u;
  var best = 0u;
  var largest = logits[first];
  for (var token = 1u; token < ${vocabulary}u; token++) {
    let logit = logits[first + token];
    if (logit > largest) {
      best = token;
      largest = logit;
    }
  }
  var total = 0f;
  for (var token = 0u; token < ${vocabulary}u; token++) {
    total += exp(logits[first + token] - largest);
  }
  tokens[index] = best;
  confidence[index] = 1f / total;`,
  });
}
