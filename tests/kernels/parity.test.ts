import { describe, expect, test } from 'vitest';
import { assembleModel } from '../../src/checkpoint/model-folder';
import { createCpuBackend } from '../../src/compute/cpu/backend';

import type { SegmentResult } from '../../src/hrm/session';
import { after, before, secondSegment } from '../support/exchange';
import {
  FIXTURES,
  THINKING_FIXTURES,
  worstDifference,
  type ExpectedFigures,
} from '../support/parity';
import { stepCases, worstStepDifference, type ExpectedSteps } from '../support/step-parity';
import { useKernels } from './against-reference';

/** The same figures as in tests/unit/*parity.test.ts, computed by the kernels in a browser. */
const { kernels } = useKernels();

async function load(name: string, file: string): Promise<Response> {
  const response = await fetch(`/tests/fixtures/${name}/${file}`);
  if (!response.ok) throw new Error(`${name}/${file}: ${response.status}`);
  return response;
}

async function loadFixture(name: string) {
  const config: unknown = await (await load(name, 'config.json')).json();
  const weights = await (await load(name, 'model.safetensors')).arrayBuffer();
  const expected: unknown = await (await load(name, 'expected.json')).json();
  return {
    model: assembleModel(config, weights),
    expected: expected as ExpectedFigures & ExpectedSteps,
  };
}

test('there is an adapter', async () => {
  expect(await navigator.gpu.requestAdapter()).not.toBeNull();
});

test.each(THINKING_FIXTURES)('%s: thinking agrees with PyTorch', async (name) => {
  const { model, expected } = await loadFixture(name);
  expect(await worstDifference(kernels(), model, expected)).toBeLessThan(1e-4);
});

describe.each(FIXTURES)('%s', (name) => {
  test('training steps agree with PyTorch', async () => {
    const { model, expected } = await loadFixture(name);
    const cases = stepCases(model, expected);
    expect(cases).toHaveLength(2);
    for (const step of cases) {
      const worst = await worstStepDifference(kernels(), model, expected, step);
      expect(worst, step.name).toBeLessThan(1e-4);
    }
  });
});

test('a session with replaced weights thinks like a new session with these weights', async () => {
  const { logits } = await secondSegment(kernels(), before, after);
  const furthest = ({ logits: wanted }: SegmentResult) =>
    Math.max(...wanted!.map((value, at) => Math.abs(value - logits![at]!)));
  expect(furthest(await secondSegment(createCpuBackend(), after))).toBeLessThan(1e-2);
  expect(furthest(await secondSegment(createCpuBackend(), before))).toBeGreaterThan(1);
});
