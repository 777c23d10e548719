import { describe, expect, test } from 'vitest';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { openWasm } from '../../src/compute/wasm/backend';
import { loadFixture } from '../support/fixtures-node';
import { FIXTURES } from '../support/parity';
import { stepCases, worstStepDifference } from '../support/step-parity';

describe.each(FIXTURES)('%s', (name) => {
  const { model, expected } = loadFixture(name);
  const cases = stepCases(model, expected);

  test.each(cases)('one training step, $name, agrees with PyTorch', async (step) => {
    expect(await worstStepDifference(createCpuBackend(), model, expected, step)).toBeLessThan(1e-5);
  });

  test.each(cases)('the same in WebAssembly, $name', async (step) => {
    expect(await worstStepDifference(await openWasm(), model, expected, step)).toBeLessThan(1e-4);
  });

  test('there are figures', () => expect(cases).toHaveLength(2));
});
