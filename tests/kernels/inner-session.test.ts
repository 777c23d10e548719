import { expect, test } from 'vitest';
import { worstInnerDifference } from '../support/inner';
import { useKernels } from './against-reference';

const { kernels } = useKernels();

test('the steps of an inner session equal those of the thought on the CPU', async () => {
  expect(await worstInnerDifference(kernels())).toBeLessThan(0.05);
});
