import { type Backend } from './backend';
import type { Ops } from './ops';
import { sizeOf, type Tensor } from './tensor';
import {
  CONTROL_SIZE,
  METRICS,
  RATES,
  trains,
  type TrainingBackend,
  type TrainingOps,
} from './training-ops';

/** Extents of the test, chosen so that every tile has an edge. */
const [B, L, S, D, H, I, V] = [2, 11, 10, 16, 2, 12, 7];
/**
 * Largest difference from the reference that rounding can explain, relative to the reference's
 * largest number.
 */
const TOLERANCE = 1e-3;

/** The computation and the names of its results. */
interface Sum {
  readonly record: (ops: Ops) => void;
  readonly recordTraining: (ops: TrainingOps) => void;
  readonly results: readonly Tensor[];
  readonly gradients: readonly Tensor[];
}

/** Rates of the optimisers in the test, in the order of `RATES`. */
const RATES_GIVEN: Readonly<Record<(typeof RATES)[number], number>> = {
  ...{ lr: 0.01, weightDecay: 0.1, beta1: 0.9, beta2: 0.95, correction1: 0.1, correction2: 0.05 },
  ...{ epsilon: 1e-8, clip: 1, emaDecay: 0.9, puzzleLr: 0.01, puzzleWeightDecay: 0.1 },
};
/** Elements of the arena that the optimisers work on, one matrix. */
const MATRIX = { offset: 0, rows: 8, columns: 16 };
const P = MATRIX.rows * MATRIX.columns;

/** Every op of a layer once, forward and backward, with the same numbers on every backend. */
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
  const step = stepOn(backend, { given, out, ids }, { logits, dOut: dState, tokens });
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
      step.record(ops);
    },
    results: [second, logits, predicted, confidence],
    gradients: [du, dGated, dInput, dWeight, dBias, dQkv, norm, ...step.results],
  };
}

interface Makers {
  readonly given: (name: string, ...shape: number[]) => Tensor;
  readonly out: (name: string, ...shape: number[]) => Tensor;
  readonly ids: (name: string, bound: number, ...shape: number[]) => Tensor;
}

/** The other ops of a training step: losses, halting and refilling, optimisers. */
function stepOn(
  backend: Backend,
  { given, out, ids }: Makers,
  from: { readonly logits: Tensor; readonly dOut: Tensor; readonly tokens: Tensor },
): { readonly record: (ops: TrainingOps) => void; readonly results: readonly Tensor[] } {
  const whole = (name: string, ...shape: number[]) => backend.tensor(name, shape, { dtype: 'u32' });
  const numbers = (name: string, data: Float32Array) =>
    backend.tensor(name, [data.length], { data });
  const { logits, dOut, tokens } = from;
  const labels = ids('labels', V, B, S);
  const [dLogits, loss] = [out('d logits', B, S, V), out('loss', B)];
  const [correct, labelCount] = [whole('correct', B), whole('label count', B)];
  const [q, next] = [given('q', B, 1, 2), given('next q', B, 1, 2)];
  const [dQ, qLoss] = [out('d q', B, 1, 2), out('q loss', B, 2)];
  const control = ids('control', 7, CONTROL_SIZE);
  const [cursor, segments] = [ids('cursor', 3, 1), ids('segments', 4, B)];
  const [halted, draw, metrics] = [
    whole('halted', B),
    whole('draw', B),
    out('metrics', 4, METRICS.length),
  ];
  const dataset = {
    tokens: ids('dataset tokens', V, 4, S),
    labels: ids('dataset labels', V, 4, S),
    identifiers: ids('dataset identifiers', 3, 4),
  };
  const into = {
    tokens: whole('batch tokens', B, S),
    labels: whole('batch labels', B, S),
    identifiers: whole('batch identifiers', B),
  };
  const [dTokenTable, dPositionTable] = [out('d token table', V, D), out('d positions', L, D)];
  const dRows = out('d puzzle rows', B, D);
  const gradients = given('gradients', P);
  const norm = out('norm of gradients', 1);
  const rates = numbers(
    'rates',
    Float32Array.from(RATES, (name) => RATES_GIVEN[name]),
  );
  const optimiser = (name: string) => ({
    weights: given(`weights by ${name}`, P),
    average: given(`average by ${name}`, P),
  });
  const [byAdam, byMuon] = [optimiser('AdamW'), optimiser('Muon')];
  const [expAvg, momentum] = [given('first moments', P), given('momentum', P)];
  const squares = Float32Array.from({ length: P }, (_, at) => Math.sin(at) ** 2);
  const expAvgSq = numbers('second moments', squares);
  const [table, tableAverage] = [given('puzzle table', 3, D), given('puzzle average', 3, D)];
  return {
    record(ops) {
      ops.crossEntropy({
        ...{ logits, labels, kind: 'softmax_cross_entropy', scale: 0.5 },
        ...{ dLogits, loss, correct, labelCount },
      });
      ops.qLoss({
        ...{ q, correct, labelCount, next, segments, control, scale: 0.5 },
        ...{ dQ, loss: qLoss },
      });
      ops.actHaltAndSample({
        ...{ q, loss, qLoss, correct, labelCount, control, datasetSize: 4, cursor, segments },
        ...{ norm, halted, draw, metrics },
      });
      ops.refillRows({ halted, draw, dataset, into });
      ops.embedBackward({
        tokens,
        scale: 0.5,
        dOut,
        dTokenTable,
        dPositionTable,
        dPuzzleRows: dRows,
      });
      ops.gradientNorm({ gradients, norm });
      ops.adam({ kind: 'AdamW', gradients, norm, rates, ...byAdam, expAvg, expAvgSq });
      ops.muon({ matrices: [MATRIX], gradients, norm, rates, ...byMuon, momentum });
      const { identifiers } = dataset;
      const batch = trains(backend) ? backend.view('batch', identifiers, 0, [B]) : identifiers;
      ops.signSgd({ identifiers: batch, dRows, norm, rates, table, average: tableAverage });
    },
    results: [
      ...[dLogits, loss, correct, dQ, qLoss, segments, halted, draw, metrics],
      ...[into.tokens, dTokenTable, dPositionTable, dRows, byAdam.weights, byAdam.average, expAvg],
      ...[byMuon.weights, momentum, table, tableAverage],
    ],
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
 * Computes a tiny layer on a backend, and for learning a tiny training step, and compares every
 * result with the reference. Some drivers compute wrongly and report no error.
 * @param learns whether gradients, losses and optimisers are tested, too
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
    const apart = numbers.map((value, at) => Math.abs(value - given[at]!) / (largest || 1));
    if (!apart.every(Number.isFinite)) return `${name} is not finite`;
    const worst = Math.max(...apart);
    if (worst > TOLERANCE) return `${name} is wrong by ${(100 * worst).toPrecision(2)} %`;
  }
  return null;
}
