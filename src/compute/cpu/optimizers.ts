import type { ArgsOf } from '../op-specs';
import type { Tensor } from '../tensor';
import { RATES } from '../training-ops';
import { floats, integers } from './tensor';

export function gradientNorm({ gradients, norm }: ArgsOf<'gradientNorm'>): void {
  let sum = 0;
  for (const value of floats(gradients)) sum += value * value;
  floats(norm)[0] = Math.sqrt(sum);
}

export type Rates = Record<(typeof RATES)[number], number>;

export function readRates(args: { readonly rates: Tensor }): Rates {
  const values = floats(args.rates);
  return Object.fromEntries(RATES.map((name, index) => [name, values[index]])) as Rates;
}

/** The factor that clips a gradient of this norm. */
export function clipScale({ clip }: Rates, length: number): number {
  return clip > 0 && length > clip ? clip / length : 1;
}

export function adam(args: ArgsOf<'adam'>): void {
  const length = floats(args.norm)[0]!;
  if (!Number.isFinite(length)) return;
  const rates = readRates(args);
  const { lr, beta1, beta2, correction1, correction2, epsilon, emaDecay } = rates;
  const scale = clipScale(rates, length);
  const shrink = 1 - lr * rates.weightDecay;
  const [gradients, weights] = [floats(args.gradients), floats(args.weights)];
  const [expAvg, expAvgSq, average] = [
    floats(args.expAvg),
    floats(args.expAvgSq),
    floats(args.average),
  ];
  for (let i = 0; i < weights.length; i++) {
    const g = gradients[i]! * scale;
    expAvg[i] = beta1 * expAvg[i]! + (1 - beta1) * g;
    expAvgSq[i] = beta2 * expAvgSq[i]! + (1 - beta2) * g * g;
    const m = expAvg[i]! / correction1;
    const root = Math.sqrt(expAvgSq[i]! / correction2);
    const step = args.kind === 'AdamW' ? m / (root + epsilon) : Math.atan2(m, root);
    weights[i] = weights[i]! * shrink - lr * step;
    average[i]! += (1 - emaDecay) * (weights[i]! - average[i]!);
  }
}

export function signSgd(args: ArgsOf<'signSgd'>): void {
  if (!Number.isFinite(floats(args.norm)[0]!)) return;
  const { puzzleLr, puzzleWeightDecay, emaDecay } = readRates(args);
  const width = args.table.shape[1]!;
  const [ids, rows] = [integers(args.identifiers), floats(args.dRows)];
  const [table, average] = [floats(args.table), floats(args.average)];
  ids.forEach((id, b) => {
    if (ids.indexOf(id) < b) return;
    for (let i = 0; i < width; i++) {
      let sum = 0;
      for (let other = b; other < ids.length; other++) {
        if (ids[other] === id) sum += rows[other * width + i]!;
      }
      const at = id * width + i;
      table[at] = table[at]! * (1 - puzzleLr * puzzleWeightDecay) - puzzleLr * Math.sign(sum);
    }
  });
  for (let i = 0; i < table.length; i++) average[i]! += (1 - emaDecay) * (table[i]! - average[i]!);
}
