import { expect, test } from 'vitest';
import { createCpuBackend } from '../compute/cpu/backend';
import { openWasm } from '../compute/wasm/backend';
import { innerSize, parseConfig } from '../hrm/config';
import { segmentOperations } from '../hrm/cost';
import { TINY } from '../hrm/testing';
import { blankModel } from '../training/initial-weights';
import { measureKernels, timeKernel } from './kernels';
import { measureWork } from './measure';
import { rooflineShare } from './peaks';
import { segmentOf, trainingStepOf } from './subjects';

const config = parseConfig({ ...TINY, vocab_size: 7, seq_len: 16, H_cycles: 2, L_cycles: 2 });
const model = blankModel(config, { seed: 1, qContinue: true });
const quick = { target: 0.01, repeat: 1 };

test('the kernels of a segment are its ops, each with its operations and bytes', async () => {
  const subject = await segmentOf(createCpuBackend(), model, 3);
  const of = (name: string) =>
    subject
      .kernels()
      .filter((kernel) => kernel.name.startsWith(`${name} `))
      .map(({ name: full, count, cost }) => ({ name: full, count, ...cost }));
  // 2 × 3 puzzles of 16 cells, width 8; 2 · (2 + 1) applications of one layer each.
  const [rows, hidden, inner] = [48, 8, innerSize(config)];
  expect(of('gatedLinear')).toEqual([
    {
      name: `gatedLinear B3 L16 D8 I${inner}`,
      count: 6,
      flops: 2 * rows * hidden * 2 * inner,
      bytes: 4 * (rows * hidden + 2 * inner * hidden + rows * inner),
    },
  ]);
  expect(of('attention')).toEqual([
    {
      name: 'attention H2 B3 L16 D8 R2',
      count: 6,
      flops: 2 * 2 * rows * 16 * hidden,
      bytes: 4 * (rows * hidden + 3 * rows * hidden + 2 * 16 * 2),
    },
  ]);
  expect(of('linear').map(({ name }) => name)).toEqual([
    'linear B3 L16 K8 N24 M16',
    'linear B3 L16 K8 N7 M16',
    'linear B3 L16 K8 N2 M1 +bias',
  ]);
  // Only few rows of the token table are read, so the op `embed` does not count it.
  const kernels = subject.kernels();
  const sum = kernels.reduce((total, { count, cost }) => total + count * cost.flops, 0);
  expect(sum).toBe(3 * segmentOperations(config));
  expect(sum).toBe(subject.cost.flops);
  expect(kernels.reduce((total, { count }) => total + count, 0)).toBe(subject.dispatches);
});

test('WebAssembly counts as the reference does, and names the packing of weights', async () => {
  const [cpu, wasm] = [createCpuBackend(), await openWasm()];
  const [expected, given] = [
    await trainingStepOf(cpu, model, 2),
    await trainingStepOf(wasm, model, 2),
  ];
  expect(given.cost.flops).toBe(expected.cost.flops);
  const names = given.kernels().map(({ name }) => name);
  const own = names.filter((name) => !name.startsWith('pack '));
  expect(own).toEqual(expected.kernels().map(({ name }) => name));
  expect(names).toContain(`pack backward ${2 * innerSize(config)}×8`);
});

test('a step is measured whole and kernel by kernel', async () => {
  const work = await measureWork(await openWasm(), model, { of: 'training step', batch: 2 }, quick);
  const { kernels, kernelMs } = work;
  expect(work.ms).toBeGreaterThan(0);
  expect(kernelMs).toBeGreaterThan(0);
  expect(kernels.reduce((sum, { count, flops }) => sum + count * flops, 0)).toBe(work.flops);
  expect(kernels.reduce((sum, { count, bytes }) => sum + count * bytes, 0)).toBe(work.bytes);
  expect(kernels.reduce((sum, { share }) => sum + share!, 0)).toBeCloseTo(1, 6);
  const shares = kernels.map(({ share }) => share!);
  expect(shares).toEqual(shares.toSorted((a, b) => b - a));
});

test('rates follow from the time of one run; without a clock there are none', async () => {
  const kernel = (name: string, ms: number | null) => ({
    ...{ name, count: 2, code: null, cost: { flops: 4e6, bytes: 1e6 } },
    time: () => Promise.resolve(ms),
  });
  const [timed] = await measureKernels([kernel('a', 2)], quick);
  expect(timed).toMatchObject({ ms: 2, gflopPerSecond: 2, gbPerSecond: 0.5, share: 1 });
  const [untimed] = await measureKernels([kernel('a', null)], quick);
  const nothing = { ms: null, gflopPerSecond: null, gbPerSecond: null, share: null };
  expect(untimed).toMatchObject(nothing);
  const peaks = (gflopPerSecond: number, gbPerSecond: number) => ({
    ...{ gflopPerSecond, gbPerSecond, byClock: true },
  });
  expect(rooflineShare(timed!, peaks(4, 100))).toBe(0.5);
  expect(rooflineShare(timed!, peaks(400, 0.5))).toBe(1);
  expect(rooflineShare(untimed!, peaks(4, 100))).toBeNull();
});

test('repeats a kernel until the clock is fine enough', async () => {
  const asked: number[] = [];
  const time = (times: number) => {
    asked.push(times);
    // The first time takes longer than the others.
    return Promise.resolve(asked.length === 1 ? 5 : 0.5);
  };
  expect(await timeKernel({ time }, { target: 10, repeat: 3 })).toBe(0.5);
  expect(asked).toEqual([1, 1, 20, 20, 20]);
});
