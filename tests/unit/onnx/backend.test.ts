import { beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/compute/backend';
import { createCpuBackend } from '../../../src/compute/cpu/backend';
import { createOnnxBackend } from '../../../src/compute/onnx/backend';
import type { Tensor } from '../../../src/compute/tensor';

describe('onnx backend', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await createOnnxBackend();
  });

  const variable = (name: string, ...numbers: number[]) =>
    backend.tensor(name, [1, 1, numbers.length], { data: Float32Array.from(numbers) });
  /** A program that leaves a + b in `out`. */
  const sum = (a: Tensor, b: Tensor, out: Tensor, reads: Tensor[] = [out]) =>
    backend.record((ops) => ops.add({ a, b, out }), reads);

  it('carries a state from the start through several segments', async () => {
    const start = backend.tensor('start', [2], { data: Float32Array.of(1, 2), constant: true });
    const state = backend.tensor('state', [1, 3, 2]);
    const step = backend.tensor('step', [1, 3, 2], { data: new Float32Array(6).fill(10) });
    const moved = backend.tensor('moved', [1, 3, 2], { scratch: true });
    const zero = backend.tensor('zero', [1, 3, 2], { constant: true });
    const begin = await backend.record((ops) => ops.broadcast({ source: start, out: state }));
    const segment = await backend.record(
      (ops) => {
        ops.add({ a: state, b: step, out: moved });
        ops.add({ a: moved, b: zero, out: state });
      },
      [state],
    );
    await begin.run();
    expect(await segment.run()).toEqual([Float32Array.of(11, 12, 11, 12, 11, 12)]);
    expect(await segment.run()).toEqual([Float32Array.of(21, 22, 21, 22, 21, 22)]);
    expect(await backend.read(state)).toEqual(Float32Array.of(21, 22, 21, 22, 21, 22));
    await begin.run();
    expect(await segment.run()).toEqual([Float32Array.of(11, 12, 11, 12, 11, 12)]);
  });

  it('does reads, writes and runs in the order of the calls', async () => {
    const [a, b, out] = [variable('a', 1), variable('b', 1), variable('out', 0)];
    const program = await sum(a, b, out);
    const before = backend.read(out);
    const first = program.run();
    backend.write(a, Float32Array.of(5));
    const second = program.run();
    expect(await before).toEqual(Float32Array.of(0));
    expect(await first).toEqual([Float32Array.of(2)]);
    expect(await second).toEqual([Float32Array.of(6)]);
  });

  it('copies data on read and write', async () => {
    const [a, b, out] = [variable('a', 1), variable('b', 1), variable('out', 0)];
    const program = await sum(a, b, out, [out, a]);
    const given = Float32Array.of(3);
    backend.write(a, given);
    given[0] = 99;
    const [result, input] = await program.run();
    result![0] = 99;
    input![0] = 99;
    expect(await backend.read(out)).toEqual(Float32Array.of(4));
    expect(await program.run()).toEqual([Float32Array.of(4), Float32Array.of(3)]);
  });

  it('computes with the new numbers of a constant that was written', async () => {
    const weight = backend.tensor('weight', [1, 2], {
      data: Float32Array.of(1, 1),
      constant: true,
    });
    const [x, out] = [variable('x', 2, 3), variable('out', 0)];
    const program = await backend.record((ops) => ops.linear({ x, weight, out }), [out]);
    expect(await program.run()).toEqual([Float32Array.of(5)]);
    backend.write(weight, Float32Array.of(10, 100));
    expect(await program.run()).toEqual([Float32Array.of(320)]);
  });

  it('distinguishes tensors with the same name', async () => {
    const [first, second] = [variable('twin', 1), variable('twin', 20)];
    const out = variable('twin', 0);
    const program = await sum(first, second, out);
    expect(await program.run()).toEqual([Float32Array.of(21)]);
  });

  it('returns u32 numbers beyond the range of int32 unchanged', async () => {
    const data = Uint32Array.of(0, 2 ** 31, 2 ** 32 - 1);
    const tensor = backend.tensor('large', [3], { dtype: 'u32', data });
    const program = await backend.record(() => undefined, [tensor]);
    expect(await program.run()).toEqual([data]);
  });

  it('works again after a failed run', async () => {
    const tokens = backend.tensor('tokens', [1, 1], { dtype: 'u32', data: Uint32Array.of(7) });
    const tokenTable = backend.tensor('table', [2, 1], { data: Float32Array.of(3, 4) });
    const out = variable('out', 0);
    const program = await backend.record(
      (ops) => ops.embed({ tokens, tokenTable, puzzle: null, positionTable: null, scale: 1, out }),
      [out],
    );
    await expect(program.run()).rejects.toThrow(/out of data bounds/);
    backend.write(tokens, Uint32Array.of(1));
    expect(await program.run()).toEqual([Float32Array.of(4)]);
  });

  it('names the tensor in its errors', async () => {
    const [a, b, wide] = [variable('a', 1), variable('b', 2), variable('wide', 1, 2)];
    const scratch = backend.tensor('passing', [1, 1, 1], { scratch: true });
    const constant = backend.tensor('fixed', [1, 1, 1], { constant: true });
    await expect(sum(a, wide, b)).rejects.toThrow(
      'add: b (wide) must be f32 [1, 1, 1], not f32 [1, 1, 2].',
    );
    await expect(sum(a, scratch, b)).rejects.toThrow(
      'Scratch tensor passing is read before the program has written it.',
    );
    await expect(sum(a, b, constant)).rejects.toThrow('Tensor fixed is constant');
    await expect(backend.read(scratch)).rejects.toThrow('Scratch tensor passing');
    expect(() => backend.write(a, Uint32Array.of(1))).toThrow('Tensor a holds f32, not u32.');
    expect(() => backend.write(wide, Float32Array.of(1))).toThrow('holds 2 numbers [1, 1, 2]');
    const foreign = createCpuBackend().tensor('foreign', [1, 1, 1]);
    await expect(sum(foreign, a, b)).rejects.toThrow('foreign belongs to another backend');
  });

  it('refuses to run with tensors that were released', async () => {
    const [a, b, out] = [variable('a', 1), variable('b', 2), variable('out', 0)];
    const program = await sum(a, b, out);
    const queued = program.run();
    backend.release([a]);
    expect(await queued).toEqual([Float32Array.of(3)]);
    await expect(program.run()).rejects.toThrow('Tensor a has been released.');
  });
});
