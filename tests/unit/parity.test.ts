import { describe, expect, test } from 'vitest';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { createOnnxBackend } from '../../src/compute/onnx/backend';
import { openWasm } from '../../src/compute/wasm/backend';
import { loadFixture } from '../support/fixtures-node';
import { THINKING_FIXTURES, worstDifference } from '../support/parity';

describe.each(THINKING_FIXTURES)('%s', (name) => {
  const { model, expected } = loadFixture(name);

  test('the CPU reference agrees with PyTorch', async () => {
    expect(await worstDifference(createCpuBackend(), model, expected)).toBeLessThan(2e-5);
  });

  test('the kernels in WebAssembly agree with PyTorch', async () => {
    expect(await worstDifference(await openWasm(), model, expected)).toBeLessThan(1e-5);
  });

  test('the ONNX graph agrees with PyTorch', async () => {
    const backend = await createOnnxBackend();
    expect(await worstDifference(backend, model, expected)).toBeLessThan(1e-4);
    backend.dispose();
  });
});
