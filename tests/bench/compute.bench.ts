import { bench, describe } from 'vitest';
import sudoku from '../../models/sudoku/config.json';
import { segmentOf, trainingStepOf } from '../../src/bench/subjects';
import type { Tensor } from '../../src/compute/tensor';
import type { TrainingOps } from '../../src/compute/training-ops';
import { openWasm } from '../../src/compute/wasm/backend';
import { parseConfig } from '../../src/hrm/config';
import { blankModel } from '../../src/training/initial-weights';

/** The hot paths of the kernels in WebAssembly, at the shapes of the shipped Sudoku model. */
const backend = await openWasm();
const model = blankModel(parseConfig(sudoku), { seed: 1, qContinue: true });
const [length, hidden, inner, heads] = [81, 128, 256, 4];

async function op(
  compose: (make: (...shape: number[]) => Tensor) => (ops: TrainingOps) => void,
): Promise<() => void> {
  const make = (...shape: number[]) =>
    backend.tensor('t', shape, { data: numbers(shape), constant: shape.length === 2 });
  const program = await backend.recordTraining(compose(make));
  return () => program.submit();
}

function numbers(shape: readonly number[]): Float32Array {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return Float32Array.from({ length: size }, (_, at) => Math.sin(at));
}

const linear = await op((make) => {
  const [x, weight, out] = [
    make(1, length, hidden),
    make(3 * hidden, hidden),
    make(1, length, 3 * hidden),
  ];
  return (ops) => ops.linear({ x, weight, out });
});
const gatedLinear = await op((make) => {
  const [x, weight, out] = [
    make(1, length, hidden),
    make(2 * inner, hidden),
    make(1, length, inner),
  ];
  return (ops) => ops.gatedLinear({ x, weight, out });
});
const angles = (name: string) => {
  const shape = [length, hidden / heads / 2];
  return backend.tensor(name, shape, { data: numbers(shape) });
};
const rope = { cos: angles('cos'), sin: angles('sin') };
const attention = await op((make) => {
  const [qkv, out] = [make(1, length, 3 * hidden), make(1, length, hidden)];
  return (ops) => ops.attention({ qkv, rope, heads, out });
});
const weightGradient = await op((make) => {
  const [dOut, x] = [make(4, length, 3 * hidden), make(4, length, hidden)];
  const dWeight = backend.tensor('dWeight', [3 * hidden, hidden]);
  return (ops) => ops.linearWeightGradient({ dOut, x, dWeight });
});

describe('ops on WebAssembly', () => {
  bench('linear 81×128×384', linear);
  bench('gatedLinear 81×128×256', gatedLinear);
  bench('attention 81×128, 4 heads', attention);
  bench('linearWeightGradient 324×384×128', weightGradient);
});

const segment = await segmentOf(backend, model, 1);
const step = await trainingStepOf(backend, model, 2);

describe('the Sudoku model on WebAssembly', () => {
  bench('a segment of one puzzle', async () => void (await segment.once()));
  bench('a training step of two', async () => void (await step.once()));
});
