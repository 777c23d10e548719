import { expect, test } from 'vitest';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { selfTest } from '../../src/compute/self-test';
import { KERNELS, useKernels } from './against-reference';

/** The test that every GPU must pass before it is used. */
const { kernels } = useKernels();

test('the kernels pass the self-test that every GPU must pass', async () => {
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
