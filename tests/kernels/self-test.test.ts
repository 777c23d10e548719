import { expect, test } from 'vitest';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { selfTest } from '../../src/compute/self-test';
import { KERNELS, useKernels } from './against-reference';

/** What every GPU is asked before it is trusted. */
const { kernels } = useKernels();

test('the kernels pass the test that every GPU is put to', async () => {
  for (const learns of [false, true]) {
    const started = performance.now();
    expect(await selfTest(kernels(), createCpuBackend(), learns)).toBeNull();
    const first = performance.now() - started;
    expect(await selfTest(kernels(), createCpuBackend(), learns)).toBeNull();
    const again = performance.now() - started - first;
    const what = learns ? 'learning' : 'thinking';
    console.info(
      `self-test of ${what} on ${KERNELS}: ${first.toFixed(0)} ms, then ${again.toFixed(0)} ms`,
    );
  }
});
