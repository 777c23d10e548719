import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SoftwareAdapterError } from './error';
import { openWebGpu } from './open';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const never = new Promise<never>(() => undefined);
const gpu = (parts: object) => parts as GPU;
const looking = (adapter: object | null) => gpu({ requestAdapter: () => Promise.resolve(adapter) });

/** A device that does nothing. */
const device = () => ({ lost: never, addEventListener: () => undefined, destroy: () => undefined });
const requestDevice = () => Promise.resolve(device());

test('an adapter that never answers gives an error after three seconds', async () => {
  const opening = openWebGpu({ gpu: gpu({ requestAdapter: () => never }) });
  const failed = expect(opening).rejects.toThrow(
    'WebGPU failed to find an adapter: no answer within 3 seconds.',
  );
  await vi.advanceTimersByTimeAsync(3000);
  await failed;
});

test('if there is no adapter at first, the search is repeated once', async () => {
  const answers = [null, { info: { vendor: 'acme' }, requestDevice }];
  const opening = openWebGpu({
    gpu: gpu({ requestAdapter: () => Promise.resolve(answers.shift()) }),
  });
  await vi.advanceTimersByTimeAsync(1000);
  expect((await opening).description).toBe('WebGPU, acme, f32');
  const none = expect(openWebGpu({ gpu: looking(null) })).rejects.toThrow(
    'WebGPU found no graphics adapter it may use.',
  );
  await vi.advanceTimersByTimeAsync(1000);
  await none;
});

test.each([{}, { info: null }, { info: undefined }, { info: { vendor: undefined } }])(
  'an adapter without a description, %j, can still be used',
  async (adapter) => {
    const opening = openWebGpu({ gpu: looking({ ...adapter, requestDevice }) });
    expect((await opening).description).toBe('WebGPU, GPU, f32');
  },
);

test.each([{ isFallbackAdapter: true }, { info: { description: 'SwiftShader Device' } }])(
  'an emulated adapter, %j, is used only if that is allowed',
  async (adapter) => {
    const found = looking({ ...adapter, requestDevice });
    await expect(openWebGpu({ gpu: found })).rejects.toThrow(SoftwareAdapterError);
    const { description, isGpu } = await openWebGpu({ gpu: found, allowFallback: true });
    expect(description).toContain('(software)');
    expect(isGpu).toBe(false);
  },
);

test('a device that comes too late is destroyed, so that none remains', async () => {
  const destroy = vi.fn();
  const slowly = () => new Promise((resolve) => setTimeout(() => resolve({ destroy }), 60_000));
  const opening = openWebGpu({ gpu: looking({ requestDevice: slowly }) });
  const failed = expect(opening).rejects.toThrow('no answer within 10 seconds');
  await vi.advanceTimersByTimeAsync(10_000);
  await failed;
  expect(destroy).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(destroy).toHaveBeenCalledOnce();
});

test('a property that throws when it is read counts as absent', async () => {
  const shy = {
    get info() {
      throw new Error('hidden');
    },
    requestDevice,
  };
  expect((await openWebGpu({ gpu: looking(shy) })).description).toBe('WebGPU, GPU, f32');
  vi.stubGlobal('navigator', {
    get gpu() {
      throw new Error('hidden');
    },
  });
  await expect(openWebGpu()).rejects.toThrow('This browser has no WebGPU');
  vi.stubGlobal('navigator', { gpu: null });
  await expect(openWebGpu()).rejects.toThrow('This browser has no WebGPU');
  vi.unstubAllGlobals();
  const throwing = gpu({
    requestAdapter: () => {
      throw new TypeError('no longer');
    },
  });
  await expect(openWebGpu({ gpu: throwing })).rejects.toThrow(
    'WebGPU failed to find an adapter: no longer',
  );
});

test.each([
  ['refuses', () => Promise.reject(new TypeError('refused'))],
  ['is null', () => Promise.resolve(null)],
  [
    'throws',
    () => {
      throw new TypeError('refused');
    },
  ],
])('a request for a device that %s is reported in a sentence', async (_, refuse) => {
  const opening = openWebGpu({ gpu: looking({ requestDevice: refuse }) });
  await expect(opening).rejects.toThrow(
    /^WebGPU cannot open GPU: (refused|the adapter returned no device)$/,
  );
});
