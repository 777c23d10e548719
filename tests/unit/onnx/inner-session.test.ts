import { expect, test } from 'vitest';
import { createOnnxBackend } from '../../../src/compute/onnx/backend';
import { worstInnerDifference } from '../../support/inner';

test('the steps of an inner session equal those of the thought', async () => {
  expect(await worstInnerDifference(await createOnnxBackend())).toBeLessThan(0.05);
});
