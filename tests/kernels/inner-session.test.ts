import { expect, test } from 'vitest';
import { worstInnerDifference } from '../support/inner';
import { useGpu } from './against-reference';

const { gpu } = useGpu();

test('the steps seen from within are those of the thought on the CPU', async () => {
  expect(await worstInnerDifference(gpu())).toBeLessThan(0.05);
});
