import type { ArgsOf, Dims } from '../op-specs';
import type { Tensor } from '../tensor';
import { MUON } from '../training-ops';
import { adam as adamKernel } from './kernels/adam';
import { normOfParts, normParts, sumOfSquares } from './kernels/gradient-norm';
import { muonMomentum, muonScale, muonUpdate, planMuon } from './kernels/muon';
import { muonProduct } from './kernels/muon-product';
import { signSgd as signSgdKernel } from './kernels/sign-sgd';
import type { Recorder } from './recorder';

/** The norm of the gradient, and the updates of the weights. */

export function gradientNorm(
  recorder: Recorder,
  { gradients, norm }: ArgsOf<'gradientNorm'>,
  { P }: Dims,
): void {
  const parts = recorder.handOver('parts of the norm', [normParts(P)]);
  recorder.dispatch(sumOfSquares(P), { gradients, parts });
  recorder.dispatch(normOfParts(P), { parts, norm });
}

export function adam(recorder: Recorder, { kind, ...tensors }: ArgsOf<'adam'>, { P }: Dims): void {
  recorder.dispatch(adamKernel({ size: P, kind }), tensors);
}

export function muon(recorder: Recorder, args: ArgsOf<'muon'>, { P }: Dims): void {
  const { matrices, gradients, norm, rates, weights, momentum, average } = args;
  const plan = planMuon(matrices, P);
  // Each has its own memory, because one is read while another is written.
  let x: Tensor = recorder.room('direction', [P]);
  let next: Tensor = recorder.room('direction after a round', [P]);
  const gram = recorder.room('gram matrices', [plan.gramSize]);
  const polynomial = recorder.room('polynomials of gram matrices', [plan.gramSize]);
  recorder.dispatch(muonMomentum(P), { gradients, norm, rates, momentum, x });
  recorder.dispatch(muonScale(plan), { x });
  for (let round = 0; round < MUON.iterations; round++) {
    recorder.dispatch(muonProduct(plan, 'gram'), { x, gram });
    recorder.dispatch(muonProduct(plan, 'polynomial'), { gram, polynomial });
    recorder.dispatch(muonProduct(plan, 'apply'), { polynomial, x, next });
    [x, next] = [next, x];
  }
  recorder.dispatch(muonUpdate(plan), { x, norm, rates, weights, average });
}

export function signSgd(
  recorder: Recorder,
  { identifiers, dRows, norm, rates, table, average }: ArgsOf<'signSgd'>,
  { B, I, W }: Dims,
): void {
  const tensors = { identifiers, dRows, norm, rates, embeddings: table, average };
  recorder.dispatch(signSgdKernel({ batch: B, ids: I, width: W }), tensors);
}
