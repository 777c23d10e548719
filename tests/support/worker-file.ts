import type { Page } from '@playwright/test';

/** Matches the entry file of all workers of the built page, not the files that they load. */
const WORKER_FILE = /\/worker-[\w-]+\.js$/;

/**
 * Runs code in every worker of the page, before the worker's own code. Call it before the page is
 * opened. The service worker must not serve this file.
 * @param code a script, or a function that refers to nothing outside itself
 */
export async function runInWorkers(page: Page, code: string | (() => void)): Promise<void> {
  // esbuild names functions with a helper function that the page does not have.
  const script =
    typeof code === 'string' ? code : `const __name = (named) => named; (${code.toString()})();`;
  await page.route(WORKER_FILE, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `{ ${script} }\n${await response.text()}` });
  });
}
