import { expect, test } from 'vitest';
import { createOnnxBackend } from '../../../src/compute/onnx/backend';
import { worstInnerDifference } from '../../support/inner';

test('the steps seen from within are those of the thought', async () => {
  expect(await worstInnerDifference(await createOnnxBackend())).toBeLessThan(0.05);
});
