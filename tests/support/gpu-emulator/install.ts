import { readFile } from 'node:fs/promises';
import { afterEach } from 'vitest';
import { createEmulator, EmulatedDevice, EmulatedQueue } from './device';
import { describeFinding } from './findings';
import { BROWSER_CONSTANTS } from './globals';

/**
 * Gives Node an emulated GPU instead of a browser's for the tests of a project. A test fails if the
 * emulator finds a fault. `SEED` selects other orders of threads and other rounding errors;
 * `SUMS=either` rounds sums up or down.
 */
const { SEED = '1', SUMS } = process.env;
const { gpu, findings } = createEmulator({
  seed: Number(SEED),
  // As in a browser on a machine without a GPU.
  isSoftware: true,
  sums: SUMS === 'either' ? 'either' : 'nearest',
});

/** Takes the place of the server for the files of the repository. */
async function fetchFile(path: string): Promise<Response> {
  return new Response(await readFile(`.${path}`));
}

const globals = {
  fetch: fetchFile,
  navigator: { gpu, userAgent: 'emulator' },
  GPUDevice: EmulatedDevice,
  GPUQueue: EmulatedQueue,
  ...BROWSER_CONSTANTS,
};
for (const [name, value] of Object.entries(globals)) {
  Object.defineProperty(globalThis, name, { value, configurable: true });
}

afterEach(() => {
  const found = findings.take();
  if (found.length > 0) throw new Error(found.map(describeFinding).join('\n\n'));
});
