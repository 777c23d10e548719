import { sizeOf, type Tensor } from '../backend';
import { CONTROL_SIZE, METRICS, MUON, RATES, type TrainingOps } from '../training-ops';
import { GradientRecorder } from './gradient-recorder';
import { actHaltAndSample } from './kernels/act-halt-and-sample';
import { adam } from './kernels/adam';
import { crossEntropy } from './kernels/cross-entropy';
import { normOfParts, normParts, sumOfSquares } from './kernels/gradient-norm';
import { muonMomentum, muonScale, muonUpdate, planMuon } from './kernels/muon';
import { muonProduct } from './kernels/muon-product';
import { qLoss } from './kernels/q-loss';
import { refillRows } from './kernels/refill-rows';
import { signSgd } from './kernels/sign-sgd';
import { stepMetrics } from './kernels/step-metrics';
import type { Recording } from './program';
import { Scratch } from './scratch';
import type { GpuSession } from './session';
import { expect, extents } from './shapes';

type ArgsOf<Op extends keyof TrainingOps> = Parameters<TrainingOps[Op]>[0];

/** Records every op of training: those with a gradient, losses, halting and optimisers. */
export class TrainingRecorder extends GradientRecorder implements TrainingOps {
  /** What Muon's kernels hand on. Each tensor has its own memory: one is read while another is written. */
  readonly #muon: Record<'x' | 'next' | 'gram' | 'polynomial', Scratch>;

  constructor(session: GpuSession) {
    super(session);
    this.#muon = {
      x: new Scratch(session, 'direction'),
      next: new Scratch(session, 'direction after a round'),
      gram: new Scratch(session, 'gram matrices'),
      polynomial: new Scratch(session, 'polynomials of gram matrices'),
    };
  }

  override finish(): Recording {
    const { steps, scratch } = super.finish();
    return { steps, scratch: [...scratch, ...Object.values(this.#muon)] };
  }

  crossEntropy(args: ArgsOf<'crossEntropy'>): void {
    const { logits, labels, kind, scale, dLogits, loss, correct, labelCount } = args;
    const op = 'crossEntropy';
    const [batch, cells, vocabulary] = extents(op, 'logits', logits, 3);
    expect(op, 'labels', labels, [batch, cells], 'u32');
    expect(op, 'dLogits', dLogits, logits.shape);
    expect(op, 'loss', loss, [batch]);
    expect(op, 'correct', correct, [batch], 'u32');
    expect(op, 'labelCount', labelCount, [batch], 'u32');
    const kernel = crossEntropy({ batch, cells, vocabulary, kind, scale });
    this.dispatch(kernel, { logits, labels, dLogits, loss, correct, labelCount });
  }

  qLoss(args: ArgsOf<'qLoss'>): void {
    const { q, correct, labelCount, next, segments, control, scale, dQ, loss } = args;
    const op = 'qLoss';
    const [batch] = extents(op, 'q', q, 3);
    expect(op, 'q', q, [batch, 1, 2]);
    expect(op, 'correct', correct, [batch], 'u32');
    expect(op, 'labelCount', labelCount, [batch], 'u32');
    if (next) expect(op, 'next', next, [batch, 1, 2]);
    expect(op, 'segments', segments, [batch], 'u32');
    expect(op, 'control', control, [CONTROL_SIZE], 'u32');
    expect(op, 'dQ', dQ, [batch, 1, 2]);
    expect(op, 'loss', loss, [batch, 2]);
    const tensors = { q, correct, labelCount, next, segments, control, dQ, loss };
    this.dispatch(qLoss({ batch, scale, next: next !== null }), tensors);
  }

  actHaltAndSample(args: ArgsOf<'actHaltAndSample'>): void {
    const { q, loss, correct, labelCount, control, datasetSize, cursor, segments, norm } = args;
    const { halted, draw, metrics } = args;
    const op = 'actHaltAndSample';
    const [batch] = extents(op, 'q', q, 3);
    const [ring] = extents(op, 'metrics', metrics, 2);
    expect(op, 'q', q, [batch, 1, 2]);
    expect(op, 'loss', loss, [batch]);
    expect(op, 'qLoss', args.qLoss, [batch, 2]);
    expect(op, 'control', control, [CONTROL_SIZE], 'u32');
    expect(op, 'cursor', cursor, [1], 'u32');
    for (const [name, tensor] of Object.entries({ correct, labelCount, segments, halted, draw })) {
      expect(op, name, tensor, [batch], 'u32');
    }
    expect(op, 'norm', norm, [1]);
    expect(op, 'metrics', metrics, [ring, METRICS.length]);
    const steps = this.handOver('steps', [batch]);
    this.dispatch(actHaltAndSample({ batch, datasetSize }), {
      q,
      control,
      cursor,
      segments,
      halted,
      draw,
      steps,
    });
    this.dispatch(stepMetrics({ batch, ring }), {
      loss,
      qLoss: args.qLoss,
      correct,
      labelCount,
      steps,
      control,
      norm,
      metrics,
    });
  }

  refillRows({ halted, draw, dataset, into }: ArgsOf<'refillRows'>): void {
    const [batch, cells] = extents('refillRows', 'into.tokens', into.tokens, 2);
    const [puzzles] = extents('refillRows', 'dataset.tokens', dataset.tokens, 2);
    expect('refillRows', 'halted', halted, [batch], 'u32');
    expect('refillRows', 'draw', draw, [batch], 'u32');
    for (const [name, rows, part] of [
      ['dataset', puzzles, dataset],
      ['into', batch, into],
    ] as const) {
      expect('refillRows', `${name}.tokens`, part.tokens, [rows, cells], 'u32');
      expect('refillRows', `${name}.labels`, part.labels, [rows, cells], 'u32');
      expect('refillRows', `${name}.identifiers`, part.identifiers, [rows], 'u32');
    }
    this.dispatch(refillRows({ batch, cells }), {
      halted,
      draw,
      datasetTokens: dataset.tokens,
      datasetLabels: dataset.labels,
      datasetIdentifiers: dataset.identifiers,
      ...into,
    });
  }

  gradientNorm({ gradients, norm }: ArgsOf<'gradientNorm'>): void {
    const size = sizeOf(gradients.shape);
    expect('gradientNorm', 'gradients', gradients, [size]);
    expect('gradientNorm', 'norm', norm, [1]);
    const parts = this.handOver('parts of the norm', [normParts(size)]);
    this.dispatch(sumOfSquares(size), { gradients, parts });
    this.dispatch(normOfParts(size), { parts, norm });
  }

  adam(args: ArgsOf<'adam'>): void {
    const { kind, gradients, norm, rates, weights, expAvg, expAvgSq, average } = args;
    const size = sizeOf(weights.shape);
    for (const [name, tensor] of Object.entries({
      gradients,
      weights,
      expAvg,
      expAvgSq,
      average,
    })) {
      expect('adam', name, tensor, [size]);
    }
    expect('adam', 'norm', norm, [1]);
    expect('adam', 'rates', rates, [RATES.length]);
    const tensors = { gradients, norm, rates, weights, expAvg, expAvgSq, average };
    this.dispatch(adam({ size, kind }), tensors);
  }

  muon(args: ArgsOf<'muon'>): void {
    const { matrices, gradients, norm, rates, weights, momentum, average } = args;
    const size = sizeOf(weights.shape);
    for (const [name, tensor] of Object.entries({ gradients, weights, momentum, average })) {
      expect('muon', name, tensor, [size]);
    }
    expect('muon', 'norm', norm, [1]);
    expect('muon', 'rates', rates, [RATES.length]);
    const plan = planMuon(matrices, size);
    for (const scratch of Object.values(this.#muon)) scratch.reset();
    let x: Tensor = this.#muon.x.take('direction', [size]);
    let next: Tensor = this.#muon.next.take('direction after a round', [size]);
    const gram = this.#muon.gram.take('gram matrices', [plan.gramSize]);
    const polynomial = this.#muon.polynomial.take('polynomials', [plan.gramSize]);
    this.dispatch(muonMomentum(size), { gradients, norm, rates, momentum, x });
    this.dispatch(muonScale(plan), { x });
    for (let round = 0; round < MUON.iterations; round++) {
      this.dispatch(muonProduct(plan, 'gram'), { x, gram });
      this.dispatch(muonProduct(plan, 'polynomial'), { gram, polynomial });
      this.dispatch(muonProduct(plan, 'apply'), { polynomial, x, next });
      [x, next] = [next, x];
    }
    this.dispatch(muonUpdate(plan), { x, norm, rates, weights, average });
  }

  signSgd({ identifiers, dRows, norm, rates, table, average }: ArgsOf<'signSgd'>): void {
    const [ids, width] = extents('signSgd', 'table', table, 2);
    const [batch] = extents('signSgd', 'dRows', dRows, 2);
    expect('signSgd', 'identifiers', identifiers, [batch], 'u32');
    expect('signSgd', 'dRows', dRows, [batch, width]);
    expect('signSgd', 'norm', norm, [1]);
    expect('signSgd', 'rates', rates, [RATES.length]);
    expect('signSgd', 'average', average, [ids, width]);
    const tensors = { identifiers, dRows, norm, rates, embeddings: table, average };
    this.dispatch(signSgd({ batch, ids, width }), tensors);
  }
}
