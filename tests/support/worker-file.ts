import type { Page } from '@playwright/test';

/** The address of the file that all workers of the built page begin with; not of what they load. */
const WORKER_FILE = /\/worker-[\w-]+\.js$/;

/**
 * Runs code in every worker of the page, before the worker's own code; called before the page is
 * opened. A service worker must not answer for the file.
 * @param code a script, or a function that refers to nothing outside it
 */
export async function runInWorkers(page: Page, code: string | (() => void)): Promise<void> {
  // esbuild names functions by a helper that the page does not have.
  const script =
    typeof code === 'string' ? code : `const __name = (named) => named; (${code.toString()})();`;
  await page.route(WORKER_FILE, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `{ ${script} }\n${await response.text()}` });
  });
}
