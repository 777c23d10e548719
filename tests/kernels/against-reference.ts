import { afterAll, beforeAll, expect } from 'vitest';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { sizeOf, type Tensor } from '../../src/compute/tensor';
import type { TrainingBackend, TrainingOps } from '../../src/compute/training-ops';
import { openWasm } from '../../src/compute/wasm/backend';
import { openWebGpu, type OpenOptions } from '../../src/compute/webgpu/open';
import { createRandom, type Random } from '../../src/puzzles/random';

/** Makes tensors of one backend; every backend gets the same numbers. */
export interface Maker {
  /** Numbers between −1 and 1. */
  random(...shape: number[]): Tensor;
  ids(bound: number, ...shape: number[]): Tensor;
  numbers(data: readonly number[], ...shape: number[]): Tensor;
  integers(data: readonly number[], ...shape: number[]): Tensor;
  out(...shape: number[]): Tensor;
  outIds(...shape: number[]): Tensor;
  view(tensor: Tensor, offset: number, ...shape: number[]): Tensor;
}

export interface Recorded {
  readonly record: (ops: TrainingOps) => void;
  readonly results: readonly Tensor[];
}
export type Case = (make: Maker) => Recorded;

function maker(backend: TrainingBackend, random: Random): Maker {
  let count = 0;
  const name = () => `t${count++}`;
  const floats = (data: Float32Array, shape: number[]) => backend.tensor(name(), shape, { data });
  const words = (data: Uint32Array, shape: number[]) =>
    backend.tensor(name(), shape, { dtype: 'u32', data });
  return {
    random: (...shape) =>
      floats(
        Float32Array.from({ length: sizeOf(shape) }, () => 2 * random.float() - 1),
        shape,
      ),
    ids: (bound, ...shape) =>
      words(
        Uint32Array.from({ length: sizeOf(shape) }, () => random.below(bound)),
        shape,
      ),
    numbers: (data, ...shape) => floats(Float32Array.from(data), shape),
    integers: (data, ...shape) => words(Uint32Array.from(data), shape),
    out: (...shape) => backend.tensor(name(), shape),
    outIds: (...shape) => backend.tensor(name(), shape, { dtype: 'u32' }),
    view: (tensor, offset, ...shape) => backend.view(name(), tensor, offset, shape),
  };
}

/** Runs a case twice, so that replaying is tested too, and returns the results of the last run. */
async function run(backend: TrainingBackend, seed: number, build: Case): Promise<number[][]> {
  const { record, results } = build(maker(backend, createRandom(seed)));
  const program = await backend.recordTraining(record, results);
  // On the emulated GPU one run takes long enough.
  if (import.meta.env.EMULATED === undefined) program.submit();
  const numbers = (await program.run()).map((data) => Array.from(data));
  program.dispose();
  return numbers;
}

/** Largest difference, relative to the largest number of the reference. */
export function difference(wanted: readonly number[], got: readonly number[]): number {
  const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(largest).toBeGreaterThan(0);
  const worst = wanted.reduce(
    (most, value, at) => Math.max(most, Math.abs(value - (got[at] ?? NaN))),
    0,
  );
  return worst / largest;
}

/** The kernels under test: `vitest.config.ts` names them for each of its projects. */
export const KERNELS = import.meta.env.KERNELS as 'webgpu' | 'simd' | 'relaxed-simd';

/** Tiles for WebGPU to test in place of the device's own choice. */
let tiles: OpenOptions['tiles'];
export function testTiles(family: OpenOptions['tiles']): void {
  tiles = family;
}

function openKernels(): Promise<TrainingBackend> {
  if (KERNELS !== 'webgpu') return openWasm({ build: KERNELS });
  return openWebGpu({ gpu: navigator.gpu, allowFallback: true, ...(tiles && { tiles }) });
}

/** Opens the kernels for the tests of a file. */
export function useKernels(): {
  readonly kernels: () => TrainingBackend;
  /** Expects every result of a case to equal the reference's. */
  readonly check: (seed: number, build: Case, tolerance?: number) => Promise<void>;
} {
  let backend: TrainingBackend;
  beforeAll(async () => {
    backend = await openKernels();
  });
  afterAll(() => backend.dispose());
  return {
    kernels: () => backend,
    async check(seed, build, tolerance = 2e-5) {
      const wanted = await run(createCpuBackend(), seed, build);
      const got = await run(backend, seed, build);
      wanted.forEach((numbers, index) =>
        expect(difference(numbers, got[index]!), `result ${index}`).toBeLessThan(tolerance),
      );
    },
  };
}

/** Lists the buffers created and the non-empty submissions while `action` runs. */
export async function trafficOf(action: () => Promise<unknown>): Promise<string[]> {
  const made: string[] = [];
  const { createBuffer } = GPUDevice.prototype;
  const { submit } = GPUQueue.prototype;
  GPUDevice.prototype.createBuffer = function (descriptor) {
    made.push('buffer');
    return createBuffer.call(this, descriptor);
  };
  GPUQueue.prototype.submit = function (commands) {
    if ([...commands].length > 0) made.push('submission');
    return submit.call(this, commands);
  };
  try {
    await action();
  } finally {
    GPUDevice.prototype.createBuffer = createBuffer;
    GPUQueue.prototype.submit = submit;
  }
  return made;
}
