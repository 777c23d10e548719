import { sizeOf, type Backend, type Tensor } from './backend';
import type { Ops } from './ops';
import { trains, type TrainingBackend, type TrainingOps } from './training-ops';

/** Extents of the test, odd enough that every tile has an edge. */
const [B, L, S, D, H, I, V] = [2, 11, 10, 16, 2, 12, 7];
/** Largest difference from the reference, relative to its largest number, that rounding explains. */
const TOLERANCE = 1e-3;

/** What is computed, and the names of its results. */
interface Sum {
  readonly record: (ops: Ops) => void;
  readonly recordTraining: (ops: TrainingOps) => void;
  readonly results: readonly Tensor[];
  readonly gradients: readonly Tensor[];
}

/** The same numbers on every backend: every op of a layer, forward and backward, once. */
function sumOn(backend: Backend): Sum {
  let seed = 1;
  const wave = (index: number) => Math.sin(12.9898 * index + seed);
  const given = (name: string, ...shape: number[]) => {
    seed++;
    const data = Float32Array.from({ length: sizeOf(shape) }, (_, index) => wave(index));
    return backend.tensor(name, shape, { data });
  };
  const out = (name: string, ...shape: number[]) => backend.tensor(name, shape);
  const ids = (name: string, bound: number, ...shape: number[]) => {
    const data = Uint32Array.from({ length: sizeOf(shape) }, (_, index) => (index * 5) % bound);
    return backend.tensor(name, shape, { dtype: 'u32', data });
  };
  const tokens = ids('tokens', V, B, S);
  const puzzle = { identifiers: ids('identifiers', 3, B), table: given('puzzles', 3, D) };
  const [tokenTable, positionTable] = [given('token table', V, D), given('positions', L, D)];
  const rope = { cos: given('cos', L, D / H / 2), sin: given('sin', L, D / H / 2) };
  const [qkvWeight, outWeight] = [given('qkv weight', 3 * D, D), given('output weight', D, D)];
  const [gateUp, down] = [given('gate and up', 2 * I, D), given('down', D, I)];
  const [head, bias] = [given('head', V, D), given('bias', V)];
  const embedded = out('embedded', B, L, D);
  const [started, state] = [out('started', B, L, D), out('state', B, L, D)];
  const [qkv, attended] = [out('qkv', B, L, 3 * D), out('attended', B, L, D)];
  const logSumExp = out('log-sum-exp', B, H, L);
  const [first, firstRms] = [out('first half', B, L, D), out('first rms', B, L)];
  const [gated, preactivations] = [out('gated', B, L, I), out('preactivations', B, L, 2 * I)];
  const second = out('second half', B, L, D);
  const logits = out('logits', B, S, V);
  const predicted = backend.tensor('predicted', [B, S], { dtype: 'u32' });
  const confidence = out('confidence', B, S);
  const forward = (ops: Ops, saves: boolean) => {
    ops.embed({ tokens, tokenTable, puzzle, positionTable, scale: 0.5, out: embedded });
    ops.broadcast({ source: bias16, out: started });
    ops.add({ a: embedded, b: started, out: state });
    ops.linear({ x: state, weight: qkvWeight, out: qkv });
    ops.attention({
      ...{ qkv, rope, heads: H, out: attended },
      ...(saves && { saveLogSumExp: logSumExp }),
    });
    ops.linearResidualNorm({
      ...{ x: attended, weight: outWeight, residual: state, epsilon: 1e-5, out: first },
      ...(saves && { saveInverseRms: firstRms }),
    });
    ops.gatedLinear({
      ...{ x: first, weight: gateUp, out: gated },
      ...(saves && { savePreactivations: preactivations }),
    });
    ops.linearResidualNorm({ x: gated, weight: down, residual: first, epsilon: 1e-5, out: second });
    ops.linear({ x: second, weight: head, bias, from: L - S, out: logits });
    ops.predict({ logits, tokens: predicted, confidence });
  };
  const bias16 = given('initial state', D);
  const dState = given('gradient', B, L, D);
  const [du, dGated] = [out('du', B, L, D), out('d preactivations', B, L, 2 * I)];
  const [dInput, dWeight] = [out('d input', B, L, D), out('d weight', 2 * I, D)];
  const dBias = out('d bias', 2 * I);
  const [dQkv, norm] = [out('d qkv', B, L, 3 * D), out('norm', 1)];
  return {
    record: (ops) => forward(ops, false),
    recordTraining(ops) {
      forward(ops, true);
      ops.rmsNormBackward({ out: first, inverseRms: firstRms, dOut: dState, du });
      ops.gatedInputGradient({ dOut: du, weight: down, preactivations, dPreactivations: dGated });
      ops.linearInputGradient({ dOut: dGated, weight: gateUp, plus: du, dX: dInput });
      ops.linearWeightGradient({ dOut: dGated, x: first, dWeight, dBias });
      ops.attentionBackward({
        ...{ qkv, rope, heads: H, out: attended, logSumExp, dOut: dInput, dQkv },
      });
      ops.gradientNorm({ gradients: dBias, norm });
    },
    results: [second, logits, predicted, confidence],
    gradients: [du, dGated, dInput, dWeight, dBias, dQkv, norm],
  };
}

async function resultsOn(backend: Backend | TrainingBackend, learns: boolean) {
  const sum = sumOn(backend);
  const names = [...sum.results, ...(learns ? sum.gradients : [])];
  const program =
    learns && trains(backend)
      ? await backend.recordTraining(sum.recordTraining, names)
      : await backend.record(sum.record, names);
  const numbers = await program.run();
  program.dispose();
  return names.map(({ name }, index) => ({ name, numbers: Array.from(numbers[index]!) }));
}

/**
 * Has a backend compute a tiny layer and compares every result with the reference: drivers are known
 * that compute wrongly and report nothing.
 * @param learns whether the gradients are tested, too
 * @returns what is wrong, in words, or `null`
 */
export async function selfTest(
  backend: Backend,
  reference: TrainingBackend,
  learns: boolean,
): Promise<string | null> {
  const [wanted, got] = [await resultsOn(reference, learns), await resultsOn(backend, learns)];
  for (const [index, { name, numbers }] of wanted.entries()) {
    const given = got[index]!.numbers;
    const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const apart = numbers.map((value, at) => Math.abs(value - given[at]!) / largest);
    if (!apart.every(Number.isFinite)) return `${name} is not finite`;
    const worst = Math.max(...apart);
    if (worst > TOLERANCE) return `${name} is wrong by ${(100 * worst).toPrecision(2)} %`;
  }
  return null;
}
