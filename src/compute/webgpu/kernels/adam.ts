import type { AdamKind } from '../../training-ops';
import { elementwise, input, update, type Kernel } from './kernel';
import { IS_FINITE, rate } from './rates';

/**
 * One update of weights, moments and moving average; see `TrainingOps.adam`. Bindings gradients
 * [size], norm [1], rates, weights, expAvg, expAvgSq and average [size].
 */
export function adam(shape: { readonly size: number; readonly kind: AdamKind }): Kernel {
  const { size, kind } = shape;
  const type = size % 4 === 0 ? 'vec4f' : 'f32';
  return elementwise({
    label: `${kind} ${size}`,
    bindings: [
      input('gradients', type),
      input('norm'),
      input('rates'),
      update('weights', type),
      update('expAvg', type),
      update('expAvgSq', type),
      update('average', type),
    ],
    count: type === 'vec4f' ? size / 4 : size,
    declarations: `${IS_FINITE}\n${kind === 'AdamATan2' ? arcTangent(type) : ''}`,
    body: /* wgsl */ `
  let magnitude = norm[0];
  if (!isFinite(magnitude)) { return; }
  let clip = ${rate('clip')};
  let scale = select(1f, clip / magnitude, clip > 0f && magnitude > clip);
  let g = gradients[index] * scale;
  let m = ${rate('beta1')} * expAvg[index] + (1f - ${rate('beta1')}) * g;
  let v = ${rate('beta2')} * expAvgSq[index] + (1f - ${rate('beta2')}) * g * g;
  expAvg[index] = m;
  expAvgSq[index] = v;
  let mean = m / ${rate('correction1')};
  let root = sqrt(v / ${rate('correction2')});
  let change = ${kind === 'AdamW' ? `mean / (root + ${rate('epsilon')})` : 'arcTangent(mean, root)'};
  let weight = weights[index] * (1f - ${rate('lr')} * ${rate('weightDecay')}) - ${rate('lr')} * change;
  weights[index] = weight;
  average[index] += (1f - ${rate('emaDecay')}) * (weight - average[index]);`,
  });
}

/**
 * WGSL function `arcTangent(y, x)` for x ≥ 0, with (0, 0) ↦ 0. WGSL's own function may be wrong by
 * 4096 units in the last place. The polynomial is for |t| ≤ tan(π/8). Larger t are reduced to it by
 * arctan t = π/4 + arctan((t − 1) / (t + 1)) (coefficients of S. Moshier's Cephes, `atanf`).
 */
function arcTangent(type: 'vec4f' | 'f32'): string {
  return /* wgsl */ `
fn arcTangent(y: ${type}, x: ${type}) -> ${type} {
  let small = min(abs(y), x);
  let large = max(abs(y), x);
  let nothing = large == ${type}();
  let far = small > large * 0.41421356f;
  let t = select(small, small - large, far) / select(select(large, small + large, far), ${type}(1f), nothing);
  let z = t * t;
  let p = (((${type}(8.05374449538e-2f) * z - 1.38776856032e-1f) * z + 1.99777106478e-1f) * z - 3.33329491539e-1f) * z * t + t;
  let acute = p + select(${type}(), ${type}(0.78539816f), far);
  return sign(y) * select(acute, 1.57079633f - acute, abs(y) > x);
}`;
}
