import { expect, test } from 'vitest';
import { assembleModel } from '../../src/checkpoint/model-folder';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { openWebGpu, probeWebGpu } from '../../src/compute/webgpu/open';
import type { SegmentResult } from '../../src/hrm/session';
import { after, before, secondSegment } from '../support/exchange';
import { FIXTURES, worstDifference, type ExpectedFigures } from '../support/parity';

/** The same figures as tests/unit/parity.test.ts, computed by the kernels in a browser. */
async function load(name: string, file: string): Promise<Response> {
  const response = await fetch(`/tests/fixtures/${name}/${file}`);
  if (!response.ok) throw new Error(`${name}/${file}: ${response.status}`);
  return response;
}

test('there is an adapter', async () => {
  expect(await probeWebGpu(navigator.gpu)).not.toHaveProperty('missing');
});

test.each(FIXTURES)('%s: WebGPU agrees with PyTorch', async (name) => {
  const config: unknown = await (await load(name, 'config.json')).json();
  const weights = await (await load(name, 'model.safetensors')).arrayBuffer();
  const expected = (await (await load(name, 'expected.json')).json()) as ExpectedFigures;
  const backend = await openWebGpu({ gpu: navigator.gpu, allowFallback: true });
  expect(await worstDifference(backend, assembleModel(config, weights), expected)).toBeLessThan(
    1e-4,
  );
  backend.dispose();
});

test('a session thinks with other weights as if it had opened with them', async () => {
  const backend = await openWebGpu({ gpu: navigator.gpu, allowFallback: true });
  const { logits } = await secondSegment(backend, before, after);
  const furthest = ({ logits: wanted }: SegmentResult) =>
    Math.max(...wanted!.map((value, at) => Math.abs(value - logits![at]!)));
  expect(furthest(await secondSegment(createCpuBackend(), after))).toBeLessThan(1e-2);
  expect(furthest(await secondSegment(createCpuBackend(), before))).toBeGreaterThan(1);
  backend.dispose();
});
