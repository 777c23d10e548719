import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** An environment without any browser, even if this machine has one. */
const NOWHERE = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { existsSync } = fs;
  fs.existsSync = (path) => !/chrom/i.test(String(path)) && existsSync(path);
  syncBuiltinESMExports();
`)}`;

test('without a browser the tests say so in a sentence and end before anything else', () => {
  const environment = { ...process.env };
  delete environment.HRM_BROWSER;
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--import', NOWHERE, 'tests/ensure-browser.ts'],
    {
      encoding: 'utf8',
      // Without npx too, which would try the network for a minute.
      env: { ...environment, PATH: '' },
    },
  );
  expect(status).toBe(1);
  expect(stdout).toBe('');
  const lines = stderr.trim().split('\n');
  expect(lines[0]).toMatch(/^The tests need Chromium, and none was found\. Install/);
  expect(lines[1]).toMatch(/nothing was tested\.$/);
  expect(lines).toHaveLength(2);
}, 60_000);
