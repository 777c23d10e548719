import { elementwise, input, update, type Kernel } from './kernel';
import { IS_FINITE, rate } from './rates';

/**
 * SignSGD of the puzzle embeddings; see `TrainingOps.signSgd`. Bindings identifiers u32 [batch],
 * dRows [batch, width], norm [1], rates, embeddings and average [ids, width].
 */
export function signSgd(shape: {
  readonly batch: number;
  readonly ids: number;
  readonly width: number;
}): Kernel {
  const { batch, ids, width } = shape;
  return elementwise({
    label: `signSgd ${ids}×${width}`,
    bindings: [
      input('identifiers', 'u32'),
      input('dRows'),
      input('norm'),
      input('rates'),
      update('embeddings'),
      update('average'),
    ],
    count: ids * width,
    declarations: IS_FINITE,
    body: /* wgsl */ `
  if (!isFinite(norm[0])) { return; }
  let id = index / ${width}u;
  var present = false;
  var sum = 0f;
  for (var b = 0u; b < ${batch}u; b++) {
    if (identifiers[b] == id) {
      present = true;
      sum += dRows[b * ${width}u + index % ${width}u];
    }
  }
  var value = embeddings[index];
  if (present) {
    value = value * (1f - ${rate('puzzleLr')} * ${rate('puzzleWeightDecay')}) - ${rate('puzzleLr')} * sign(sum);
    embeddings[index] = value;
  }
  average[index] += (1f - ${rate('emaDecay')}) * (value - average[index]);`,
  });
}
