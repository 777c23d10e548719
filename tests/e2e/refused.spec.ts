import { expect, test, type Page } from '@playwright/test';
import { instrument } from '../support/instrument';
import { runInWorkers } from '../support/worker-file';

/**
 * Browsers that refuse something: blocked cookies, a page without HTTPS, a sandbox, an extension that
 * hides properties of the browser, a large zoom. The page works, and one sentence says what it cannot
 * do.
 */
test.setTimeout(120_000);

const PATIENCE = { timeout: 60_000 };
const PAGE = '/?backend=wasm&limit=2&halting=off';
const teach = (page: Page) => page.getByRole('region', { name: 'Teach' });

/** Reading the property throws, as with blocked cookies. */
const throwing = (object: string, name: string) =>
  `if (typeof ${object} !== 'undefined') Object.defineProperty(${object}, '${name}', { get() {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  } });`;
/** The property is missing, as in older browsers and on pages without HTTPS. */
const absent = (object: string, name: string) =>
  `if (typeof ${object} !== 'undefined') Object.defineProperty(${object}, '${name}', { value: undefined });`;

/** Runs code before the page's own code, also in its workers. A page error fails the test. */
async function underCode(page: Page, code: string): Promise<string[]> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.addInitScript(code);
  await runInWorkers(page, code);
  return errors;
}

async function expectAtWork(page: Page): Promise<void> {
  await expect(page.locator('.status')).toContainText('live', PATIENCE);
  for (const name of ['Maze', 'ARC', 'Sudoku']) {
    await page.getByRole('link', { name, exact: true }).click();
    await expect(page.locator('.verdict')).not.toBeEmpty();
  }
  await expect(page.getByText(/went wrong|could not be (shown|loaded)/)).toHaveCount(0);
}

async function beginLesson(page: Page): Promise<void> {
  await instrument(page, 'Teach');
  await teach(page).getByRole('button', { name: 'Teach a model' }).click();
  await teach(page).getByRole('button', { name: 'Begin', exact: true }).click();
  await expect(teach(page)).toContainText(/Solves \d+ of \d+ unseen/, PATIENCE);
}

const NAVIGATORS = ['globalThis.Navigator?.prototype', 'globalThis.WorkerNavigator?.prototype'];
const ofNavigator = (how: typeof absent, ...names: string[]) =>
  NAVIGATORS.flatMap((navigator) => {
    const local = navigator.includes('Worker') ? 'forWorkers' : 'forPages';
    return [`var ${local} = ${navigator};`, ...names.map((name) => how(local, name))];
  }).join('\n');

test('if every kind of storage throws, the page works and says so once', async ({ page }) => {
  const names = ['indexedDB', 'localStorage', 'sessionStorage', 'caches'];
  const code = names.map((name) => throwing('globalThis', name)).join('\n');
  const errors = await underCode(page, code + ofNavigator(throwing, 'serviceWorker', 'gpu'));
  await page.goto(PAGE);
  await expectAtWork(page);
  await beginLesson(page);
  const said = teach(page).getByText(/storage cannot be used .* last only as long as this tab/);
  await expect(said).toHaveCount(1, PATIENCE);
  expect(errors).toEqual([]);
});

test('a page without HTTPS works without the features that the browser withholds', async ({
  page,
}) => {
  const globals = ['caches', 'structuredClone', 'BroadcastChannel', 'requestIdleCallback'];
  const ofBrowser = ['serviceWorker', 'locks', 'storage', 'clipboard', 'gpu', 'deviceMemory'];
  const code = [
    ...globals.map((name) => absent('globalThis', name)),
    absent('Crypto.prototype', 'randomUUID'),
    absent('Crypto.prototype', 'subtle'),
    ofNavigator(absent, ...ofBrowser, 'hardwareConcurrency'),
  ].join('\n');
  const errors = await underCode(page, code);
  await page.goto(PAGE);
  await expectAtWork(page);
  await beginLesson(page);
  await expect(teach(page)).toContainText('Kept in this browser', PATIENCE);
  expect(errors).toEqual([]);
});

test('the page works if the browser refuses to change the address, as Safari does after 100 changes', async ({
  page,
}) => {
  const errors = await underCode(
    page,
    `if (typeof History !== 'undefined') for (const name of ['pushState', 'replaceState'])
       History.prototype[name] = () => { throw new DOMException('too many', 'SecurityError'); };`,
  );
  await page.goto(PAGE);
  await expectAtWork(page);
  await page.getByRole('slider', { name: 'ACT limit' }).press('Home');
  await expect(page.locator('.verdict')).toContainText(/after 1 segment/i, PATIENCE);
  expect(errors).toEqual([]);
});

test('a policy that forbids workers is reported', async ({ page }) => {
  await page.route(/\/\?/, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'content-security-policy': "worker-src 'none'" };
    await route.fulfill({ response, headers });
  });
  await page.goto(PAGE);
  await expect(page.locator('.status')).toContainText(/did not load, .* something blocks it/);
  await expect(page.locator('.verdict')).not.toBeEmpty();
});

test.describe('at a zoom of 400 %', () => {
  test.use({ viewport: { width: 320, height: 256 } });
  for (const path of ['', 'maze/', 'arc/']) {
    test(`everything on /${path} can be reached`, async ({ page }) => {
      await page.goto(`/${path}?backend=wasm&limit=2`);
      await expect(page.locator('.verdict')).not.toBeEmpty();
      const tabs = page.getByRole('tablist', { name: 'Instruments' }).getByRole('tab');
      for (let at = (await tabs.count()) - 1; at >= 0; at--) {
        await tabs.nth(at).click();
        await expect(page.getByRole('tabpanel')).not.toBeEmpty();
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(over, `with ${await tabs.nth(at).innerText()}`).toBeLessThanOrEqual(0);
      }
    });
  }
});
