import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** A machine without any browser, whatever is installed on this one. */
const NOWHERE = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { existsSync } = fs;
  fs.existsSync = (path) => !/chrom/i.test(String(path)) && existsSync(path);
  syncBuiltinESMExports();
`)}`;

test('without a browser the tests end with that in a sentence, before anything else', () => {
  const environment = { ...process.env };
  delete environment.HRM_BROWSER;
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--import', NOWHERE, 'tests/ensure-browser.ts'],
    {
      encoding: 'utf8',
      // No npx either, which would ask the network for a minute.
      env: { ...environment, PATH: '' },
    },
  );
  expect(status).toBe(1);
  expect(stdout).toBe('');
  const lines = stderr.trim().split('\n');
  expect(lines[0]).toMatch(/^The tests need a Chromium and none was found: install/);
  expect(lines[1]).toMatch(/nothing was tested\.$/);
  expect(lines).toHaveLength(2);
}, 60_000);
