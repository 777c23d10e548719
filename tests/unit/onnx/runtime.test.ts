import { expect, it } from 'vitest';
import { startRuntime } from '../../../src/compute/onnx/runtime';

/** Vitest gives each file its own modules, so nothing has started the runtime before. */
it('says why the WebAssembly file could not be loaded, and starts once it can', async () => {
  await expect(startRuntime({ wasmUrl: 'data:text/html,<h1>front page</h1>' })).rejects.toThrow(
    'could not be loaded from data:text/html,<h1>front page</h1>: what arrived is not WebAssembly.',
  );
  await expect(startRuntime({ wasmUrl: 'http://127.0.0.1:9/missing.wasm' })).rejects.toThrow(
    'could not be loaded from http://127.0.0.1:9/missing.wasm',
  );
  const runtime = await startRuntime({});
  expect(runtime.env.wasm.numThreads).toBe(1);
  expect(await startRuntime({ threads: 4 })).toBe(runtime);
});
