import type { ArgsOf } from '../op-specs';
import { CONTROL, METRICS, randomWord } from '../training-ops';
import { floats, integers } from './tensor';

export function actHaltAndSample(args: ArgsOf<'actHaltAndSample'>): void {
  const { q, loss, qLoss, datasetSize, cursor, metrics, norm } = args;
  const values = floats(q);
  const [correct, labelCount] = [integers(args.correct), integers(args.labelCount)];
  const [segments, halted, draw] = [
    integers(args.segments),
    integers(args.halted),
    integers(args.draw),
  ];
  const control = integers(args.control);
  const limit = control[CONTROL.limit]!;
  const row: Record<(typeof METRICS)[number], number> = {
    loss: 0,
    qHaltLoss: 0,
    qContinueLoss: 0,
    correct: 0,
    labelCount: 0,
    exact: 0,
    halted: 0,
    haltedExact: 0,
    haltedSegments: 0,
    norm: floats(norm)[0]!,
  };
  for (let b = 0; b < halted.length; b++) {
    const count = segments[b]! + 1;
    const exact = +(correct[b] === labelCount[b]);
    const wishes = values[2 * b]! > values[2 * b + 1]!;
    const halts = count >= limit || (wishes && count >= minimumSegments(control, b));
    row.loss += floats(loss)[b]!;
    row.qHaltLoss += floats(qLoss)[2 * b]!;
    row.qContinueLoss += floats(qLoss)[2 * b + 1]!;
    row.correct += correct[b]!;
    row.labelCount += labelCount[b]!;
    row.exact += exact;
    halted[b] = +halts;
    draw[b] = halts ? (integers(cursor)[0]! + row.halted) % datasetSize : 0;
    segments[b] = halts ? 0 : count;
    if (!halts) continue;
    row.halted++;
    row.haltedExact += exact;
    row.haltedSegments += count;
  }
  integers(cursor)[0] = (integers(cursor)[0]! + row.halted) % datasetSize;
  const ring = metrics.shape[0]!;
  const at = (control[CONTROL.step]! % ring) * METRICS.length;
  METRICS.forEach((name, index) => (floats(metrics)[at + index] = row[name]));
}

/** The minimum of segments before a row may halt, drawn again in every step: 0, or 2…limit. */
function minimumSegments(control: Uint32Array, b: number): number {
  const [seed, step] = [control[CONTROL.seed]!, control[CONTROL.step]!];
  const limit = control[CONTROL.limit]!;
  if (limit < 2 || randomWord(seed, step, 2 * b) >= control[CONTROL.exploration]!) return 0;
  return 2 + (randomWord(seed, step, 2 * b + 1) % (limit - 1));
}

export function refillRows({ halted, draw, dataset, into }: ArgsOf<'refillRows'>): void {
  const cells = into.tokens.shape[1]!;
  const rows = integers(draw);
  integers(halted).forEach((ends, b) => {
    if (ends === 0) return;
    const from = rows[b]!;
    for (const part of ['tokens', 'labels'] as const) {
      const source = integers(dataset[part]).subarray(from * cells, (from + 1) * cells);
      integers(into[part]).set(source, b * cells);
    }
    integers(into.identifiers)[b] = integers(dataset.identifiers)[from]!;
  });
}
