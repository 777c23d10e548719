import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { BUILDS, fingerprint, moduleFile, type Build } from '../../src/cli/build-kernels';

describe.each(Object.keys(BUILDS) as Build[])('the kernels built for %s', (build) => {
  const text = readFileSync(moduleFile(build), 'utf8');

  test('are up to date with their sources; if not, run `npm run build:kernels`', async () => {
    expect(text).toContain(`from sources ${await fingerprint()};`);
  });

  test('take at most 40 kB and pass validation', () => {
    const bytes = Buffer.from(/'(.+)'/.exec(text)![1]!, 'base64');
    expect(bytes.length).toBeLessThan(40_000);
    if (build === 'simd') expect(WebAssembly.validate(bytes)).toBe(true);
  });
});
