import { describe, expect, test } from 'vitest';
import { segmentOf } from '../../src/bench/subjects';
import type { TensorData } from '../../src/compute/tensor';
import { RATES, type TrainingBackend, type TrainingOps } from '../../src/compute/training-ops';
import { openWebGpu } from '../../src/compute/webgpu/open';
import { GpuSession } from '../../src/compute/webgpu/session';
import { Staging } from '../../src/compute/webgpu/staging';
import { createTensor } from '../../src/compute/webgpu/tensor';
import { parseConfig } from '../../src/hrm/config';
import { TINY } from '../../src/hrm/testing';
import { blankModel } from '../../src/training/initial-weights';
import { trafficOf, useKernels } from './against-reference';

/** What programs and views guarantee besides correct numbers. */
const { kernels } = useKernels();

/** The backward pass of one layer, as `hrm` calls it. */
function layerBackward(backend: TrainingBackend): (ops: TrainingOps) => void {
  const [b, l, d, inner, heads] = [3, 181, 16, 24, 2];
  const state = (width: number) => backend.tensor(`state of ${width}`, [b, l, width]);
  const scales = backend.tensor('inverse rms', [b, l]);
  const weight = (n: number, k: number) => backend.tensor(`weight ${n}×${k}`, [n, k]);
  const tape = { input: state(d), mixed: state(d), attended: state(d), gated: state(inner) };
  const preactivations = state(2 * inner);
  const [qkv, dQkv] = [state(3 * d), state(3 * d)];
  const logSumExp = backend.tensor('log-sum-exp', [b, heads, l]);
  const [dOut, du, dAttended, dMixed, dX] = [state(d), state(d), state(d), state(d), state(d)];
  const dPreactivations = state(2 * inner);
  const shapes = { qkv: [3 * d, d], output: [d, d], gateUp: [2 * inner, d], down: [d, inner] };
  const arena = backend.tensor('gradients', [4096]);
  let at = 0;
  const gradient = ([n, k]: number[]) => {
    const view = backend.view('gradient', arena, at, [n!, k!]);
    at += 64 * Math.ceil((n! * k!) / 64);
    return view;
  };
  const gradients = {
    qkv: gradient(shapes.qkv),
    output: gradient(shapes.output),
    gateUp: gradient(shapes.gateUp),
    down: gradient(shapes.down),
  };
  const weights = {
    qkv: weight(3 * d, d),
    output: weight(d, d),
    gateUp: weight(2 * inner, d),
    down: weight(d, inner),
  };
  return (ops) => {
    ops.rmsNormBackward({ out: tape.input, inverseRms: scales, dOut, du });
    ops.linearWeightGradient({ dOut: du, x: tape.gated, dWeight: gradients.down });
    ops.gatedInputGradient({ dOut: du, weight: weights.down, preactivations, dPreactivations });
    ops.linearWeightGradient({
      dOut: dPreactivations,
      x: tape.attended,
      dWeight: gradients.gateUp,
    });
    ops.linearInputGradient({
      dOut: dPreactivations,
      weight: weights.gateUp,
      plus: du,
      dX: dAttended,
    });
    ops.rmsNormBackward({ out: tape.attended, inverseRms: scales, dOut: dAttended, du });
    ops.linearWeightGradient({ dOut: du, x: tape.mixed, dWeight: gradients.output });
    ops.linearInputGradient({ dOut: du, weight: weights.output, dX: dMixed });
    ops.attentionBackward({
      qkv,
      rope: null,
      heads,
      out: tape.mixed,
      logSumExp,
      dOut: dMixed,
      dQkv,
    });
    ops.linearWeightGradient({ dOut: dQkv, x: tape.input, dWeight: gradients.qkv });
    ops.linearInputGradient({ dOut: dQkv, weight: weights.qkv, plus: du, dX });
  };
}

test('a run creates no buffer, is one submission, and needs no wait', async () => {
  const [x, y] = [kernels().tensor('x', [512, 1, 4]), kernels().tensor('y', [4, 4])];
  kernels().write(x, new Float32Array(2048).fill(1));
  const norm = kernels().tensor('norm', [1]);
  const flat = kernels().view('flat', y, 0, [16]);
  const program = await kernels().recordTraining(
    (ops) => {
      ops.linearWeightGradient({ dOut: x, x, accumulate: true, dWeight: y });
      ops.gradientNorm({ gradients: flat, norm });
    },
    [norm],
  );
  await program.run();
  const made = await trafficOf(async () => {
    for (let run = 0; run < 5; run++) program.submit();
    // Seven runs of 16 sums of 512 ones. WGSL allows a square root to be wrong in its last digits.
    const [[root]] = (await program.run()) as [TensorData];
    expect(root! / (7 * 512 * 4)).toBeCloseTo(1, 5);
  });
  expect(made).toEqual(Array.from({ length: 6 }, () => 'submission'));
});

test('results that are too large for one buffer are read back through several', async () => {
  const adapter = (await navigator.gpu.requestAdapter())!;
  const session = new GpuSession(await adapter.requestDevice());
  const numbers = [2, 3, 1, 4].map((size, index) =>
    createTensor(session, 'numbers', [size], { data: new Float32Array(size).fill(index) }),
  );
  const staging = new Staging(session, numbers, 20);
  for (let time = 0; time < 2; time++) {
    const encoder = session.device.createCommandEncoder();
    const buffers = staging.copy(encoder);
    expect(buffers.map(({ size }) => size)).toEqual([20, 20]);
    session.device.queue.submit([encoder.finish()]);
    expect((await staging.read(buffers)).map((data) => Array.from(data))).toEqual([
      [0, 0],
      [1, 1, 1],
      [2],
      [3, 3, 3, 3],
    ]);
  }
  staging.destroy();
  session.check();
  session.dispose();
});

test('a layer takes five dispatches; norms of the remaining states are applied at the end', async () => {
  const config = parseConfig({ ...TINY, vocab_size: 7, seq_len: 16, H_cycles: 2, L_cycles: 3 });
  const { dispatches, kernels: parts } = await segmentOf(
    kernels(),
    blankModel(config, { seed: 1, qContinue: true }),
    1,
  );
  const [applications, layers] = [2 * (3 + 1), TINY.L_layers];
  const named = (name: string) => parts().filter((part) => part.name.startsWith(`${name} `));
  const count = (name: string) => named(name).reduce((sum, part) => sum + part.count, 0);
  expect(count('linearResidual')).toBe(2 * applications * layers);
  expect(count('add')).toBe(applications);
  expect(count('normalize')).toBe(2);
  // The last terms: logits, Q values and prediction of the heads, then the two norms.
  expect(dispatches).toBe(5 * applications * layers + applications + 3 + 2);
});

test('the backward pass of a layer takes twelve dispatches, and one for the sums of all weights', async () => {
  const program = await kernels().recordTraining(layerBackward(kernels()));
  expect(program.dispatches).toBe(13);
  const [b, l, d, inner] = [3, 181, 16, 24];
  const products = 2 * 2 * b * l * (4 * d * d + 3 * inner * d);
  const attention = 14 * b * l * l * d;
  expect(program.cost.flops).toBe(products + attention);
  program.dispose();
  await expect(program.run()).rejects.toThrow('The program has been disposed of.');
  expect(() => program.submit()).toThrow('The program has been disposed of.');
});

test('the bytes of a tensor count once for each kernel that reads or writes it, twice for one that does both', async () => {
  const [x, y, z] = [
    kernels().tensor('x', [99]),
    kernels().tensor('y', [99]),
    kernels().tensor('z', [99]),
  ];
  const norm = kernels().tensor('norm', [1]);
  const rates = kernels().tensor('rates', [RATES.length]);
  const [expAvg, expAvgSq] = [kernels().tensor('expAvg', [99]), kernels().tensor('expAvgSq', [99])];
  const program = await kernels().recordTraining((ops) => {
    ops.add({ a: x, b: x, out: y });
    ops.adam({
      kind: 'AdamW',
      gradients: y,
      norm,
      rates,
      weights: x,
      expAvg,
      expAvgSq,
      average: z,
    });
  });
  const adds = 3 * 99;
  const updates = 99 + 1 + RATES.length + 2 * 4 * 99;
  expect(program.cost).toEqual({ flops: 0, bytes: 4 * (adds + updates) });
});

describe('views', () => {
  test('share memory with their tensor, for kernels, writes and reads', async () => {
    const all = kernels().tensor('all', [256], {
      data: Float32Array.from({ length: 256 }, (_, i) => i),
    });
    const [part, inner] = [
      kernels().view('part', all, 64, [128]),
      kernels().view('rest', all, 192, [2, 8]),
    ];
    const inPart = kernels().view('in part', part, 64, [3]);
    kernels().write(inPart, Float32Array.of(7, 8, 9));
    const sum = kernels().tensor('sum', [2, 8]);
    const program = await kernels().record(
      (ops) => ops.add({ a: inner, b: inner, out: sum }),
      [part],
    );
    const [read] = await program.run();
    expect(Array.from(read!.subarray(62, 68))).toEqual([126, 127, 7, 8, 9, 131]);
    expect((await kernels().read(sum)).slice(0, 4)).toEqual(Float32Array.of(384, 386, 388, 390));
    expect(await kernels().read(inPart)).toEqual(Float32Array.of(7, 8, 9));
    kernels().release([part]);
    expect((await kernels().read(all))[130]).toBe(9);
    kernels().release([all, inPart]);
    await expect(program.run()).rejects.toThrow('has been released');
  });

  test('must lie within their tensor and begin where a device can bind them', () => {
    const tensor = kernels().tensor('whole', [100]);
    const view = (offset: number, size: number) => () =>
      kernels().view('v', tensor, offset, [size]);
    expect(view(64, 36)).not.toThrow();
    expect(view(64, 37)).toThrow('View v: elements 64 to 101 do not lie within the 100 of whole.');
    expect(view(-64, 3)).toThrow(RangeError);
    expect(view(32, 3)).toThrow('View v begins at element 32, which is not a multiple of 64.');
  });

  test('of one tensor can be written by one kernel, but not read and written by one', async () => {
    const arena = kernels().tensor('arena', [128]);
    const [low, high] = [
      kernels().view('low', arena, 0, [64]),
      kernels().view('high', arena, 64, [64]),
    ];
    const [a, b] = [kernels().tensor('a', [1, 8, 8]), kernels().tensor('b', [1, 8, 8])];
    const both = kernels().recordTraining((ops) =>
      ops.linearWeightGradient({
        dOut: a,
        x: b,
        dWeight: kernels().view('weight', arena, 0, [8, 8]),
        dBias: kernels().view('bias', arena, 64, [8]),
      }),
    );
    await (await both).run();
    await expect(kernels().record((ops) => ops.add({ a: low, b: low, out: high }))).rejects.toThrow(
      'add 64: out (high) and a (low) cannot lie in one buffer.',
    );
    await expect(kernels().record((ops) => ops.add({ a, b, out: a }))).rejects.toThrow(
      'tensor a cannot be out and a at once',
    );
  });
});

test('a program lists its kernels, and times them where the device has a clock', async () => {
  const backend = await openWebGpu({ allowFallback: true, measuring: true });
  const untimed = await kernels().recordTraining(layerBackward(kernels()));
  const program = await backend.recordTraining(layerBackward(backend));
  const parts = program.kernels();
  const sum = (of: (kernel: (typeof parts)[number]) => number) =>
    parts.reduce((total, kernel) => total + kernel.count * of(kernel), 0);
  expect(sum(() => 1)).toBe(program.dispatches);
  expect(sum(({ cost }) => cost.flops)).toBe(program.cost.flops);
  expect(sum(({ cost }) => cost.bytes)).toBe(program.cost.bytes);
  for (const { code } of parts) expect(code).toContain('@compute');
  const adapter = (await navigator.gpu.requestAdapter())!;
  const ms = await parts[0]!.time(50);
  if (adapter.features.has('timestamp-query')) expect(ms).toBeGreaterThan(0);
  else expect(ms).toBeNull();
  expect(await untimed.kernels()[0]!.time(1)).toBeNull();
  untimed.dispose();
  backend.dispose();
});
