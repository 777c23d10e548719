import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import {
  bringModel,
  FEW,
  learn,
  open as openArc,
  readText,
  RECOLOUR,
  set,
} from '../support/arc-page';
import { instrument } from '../support/instrument';

/** After a tab, a worker or the storage fails, the page says so, works on, and keeps what was learned. */
test.setTimeout(150_000);

const PATIENCE = { timeout: 60_000 };
const PAGE = '/?backend=wasm&limit=2&halting=off';
const teach = (page: Page) => page.getByRole('region', { name: 'Teach' });
const button = (page: Page, name: string | RegExp) => teach(page).getByRole('button', { name });

async function beginLesson(page: Page): Promise<void> {
  await page.goto(`${PAGE}&lesson=scratch-4`);
  await button(page, 'Begin').click();
  await expect(teach(page)).toContainText(/Solves \d+ of \d+ unseen/, PATIENCE);
}

async function stepOf(page: Page): Promise<number> {
  const text = await teach(page).innerText();
  return Number(/step ([\d,]+) of/.exec(text)?.[1]?.replace(',', ''));
}

async function continueLesson(page: Page): Promise<void> {
  await page.goto(PAGE);
  await instrument(page, 'Teach');
  await button(page, /^Continue “From scratch, 4×4”/).click();
}

/** Ends a tab as the system does when memory runs out: no code in the tab is notified. */
async function kill(context: BrowserContext, page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  const session = await context.newCDPSession(page);
  session.send('Page.crash').catch(() => undefined); // the session ends with the tab
  await crashed;
}

/** Throws an uncaught exception in the worker of that name. */
async function breakWorker(page: Page, file: RegExp): Promise<void> {
  const worker = page.workers().find((each) => file.test(each.url()))!;
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('struck by a test');
    });
  });
}

test('a lesson goes on in another tab after its own tab was killed', async ({ page, context }) => {
  await beginLesson(page);
  await expect(teach(page)).toContainText('Kept in this browser', PATIENCE);
  const reached = await stepOf(page);
  await kill(context, page);
  const next = await context.newPage();
  await continueLesson(next);
  await expect(teach(next)).toContainText(/Solves \d+ of \d+ unseen/, PATIENCE);
  expect(await stepOf(next)).toBeGreaterThan(0);
  await expect.poll(() => stepOf(next), PATIENCE).toBeGreaterThan(reached);
});

test('a lesson is trained in one tab only; a second tab says so and can take over', async ({
  page,
  context,
}) => {
  await beginLesson(page);
  await expect(teach(page)).toContainText('Kept in this browser', PATIENCE);
  const second = await context.newPage();
  await continueLesson(second);
  await expect(teach(second)).toContainText('This lesson is open in another tab.');
  await button(second, 'Go on with it here').click();
  await expect(teach(page)).toContainText('Another tab goes on with this lesson now.');
  await expect(teach(second)).toContainText(/Solves \d+ of \d+ unseen/, PATIENCE);
  const reached = await stepOf(second);
  await expect.poll(() => stepOf(second), PATIENCE).toBeGreaterThan(reached);
});

test('a failed worker is reported in a sentence, and its work goes on', async ({ page }) => {
  await beginLesson(page);
  await expect(teach(page)).toContainText('Kept in this browser', PATIENCE);
  await breakWorker(page, /#hrm-lesson/);
  await expect(teach(page)).toContainText('The lesson stopped: Uncaught Error: struck by a test');
  await button(page, /^Go on from step/).click();
  await expect(teach(page)).toContainText(/Solves \d+ of \d+ unseen/, PATIENCE);
  await button(page, 'End lesson').click();

  const status = page.locator('.status');
  await expect(status).toContainText('live', PATIENCE);
  await breakWorker(page, /#hrm-engine/);
  await expect(status).toContainText('The engine stopped: Uncaught Error: struck by a test');
  await status.getByRole('button', { name: 'Try again' }).click();
  await expect(status).toContainText('live', PATIENCE);
});

test.describe('a tab that is older than the server', () => {
  // The service worker would have the files of the tab's own version, but not every browser has one.
  test.use({ serviceWorkers: 'block' });

  const gone = (page: Page, pattern: RegExp) =>
    page.route(pattern, (route) => route.fulfill({ status: 404, body: 'Not found' }));

  test('says what the visitor can do', async ({ page }) => {
    await gone(page, /assets\/worker-(?!client)/);
    await page.goto(PAGE);
    const status = page.locator('.status');
    await expect(status).toContainText(/did not load, perhaps because there is a newer version/);
    await page.unrouteAll();
    await page.reload();
    await expect(status).toContainText('live', PATIENCE);
    await gone(page, /assets\/.*\.js$/);
    await page.getByRole('link', { name: 'ARC', exact: true }).click();
    const problem = page.getByText('This part of the page could not be loaded.');
    await expect(problem.first()).toBeVisible();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Reload the page' }).first().click();
    await expect(page.getByRole('region', { name: 'Demonstrations' })).toBeVisible(PATIENCE);
  });

  test('is not blank when all of its files are gone', async ({ page }) => {
    await gone(page, /assets\/.*\.js$/);
    await page.goto(PAGE);
    await expect(page.getByText('HRM Playground could not be loaded.')).toBeVisible();
    await page.unrouteAll();
    await page.getByRole('link', { name: 'Load it again' }).click();
    await expect(page.locator('.status')).toContainText('live', PATIENCE);
  });
});

test('full storage is reported in one sentence, and the lesson goes on', async ({
  page,
  context,
}) => {
  await page.goto(PAGE);
  const session = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 50_000 });
  await beginLesson(page);
  const problem = teach(page).getByText(/storage is full/);
  await expect(problem).toBeVisible(PATIENCE);
  const reached = await stepOf(page);
  await expect.poll(() => stepOf(page), PATIENCE).toBeGreaterThan(reached);
  await expect(problem).toHaveCount(1);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await expect(teach(page)).toContainText('Kept in this browser', PATIENCE);
});

test('the training on an ARC task survives a closed tab, also for a pasted task', async ({
  page,
  context,
}) => {
  await openArc(page);
  await bringModel(page);
  await readText(page, JSON.stringify(RECOLOUR));
  await set(page, { ...FEW, Steps: '20000' });
  await learn(page).getByRole('button', { name: 'Learn this task' }).click();
  await expect(learn(page)).toContainText('Kept in this browser', PATIENCE);
  await kill(context, page);

  const next = await context.newPage();
  await openArc(next);
  const kept = learn(next).getByRole('button', { name: /^Continue pasted, step/ });
  await expect(kept).toBeEnabled(PATIENCE);
  await kept.click();
  // A 4×4 model learned it, which is not the current model.
  await expect(learn(next)).toContainText('a canvas of 4×4; the one at work has 10×10');
  await bringModel(next);
  await kept.click();
  await expect(learn(next)).toContainText(/Learning · step [\d,]+ of 20,000/, PATIENCE);
  await expect(next.getByRole('region', { name: 'The task' })).toContainText('pasted');
  const step = Number(/step ([\d,]+) of/.exec(await learn(next).innerText())![1]!.replace(',', ''));
  expect(step).toBeGreaterThan(20);
  await breakWorker(next, /#hrm-arc/);
  await expect(learn(next)).toContainText('Learning stopped: Uncaught Error: struck by a test');
  await learn(next)
    .getByRole('button', { name: /^Go on from step/ })
    .click();
  await expect(learn(next)).toContainText(/Learning · step [\d,]+ of 20,000/, PATIENCE);
});
