import { expect, test, type Page } from '@playwright/test';
import { open as openArc, readText, RECOLOUR, set, FEW } from '../support/arc-page';
import { HALTS_AFTER } from '../support/first-thought';
import { instrument } from '../support/instrument';
import { staleTexts, translate } from '../support/translator';

/** The page with a translator running: every tab and instrument, idle and busy. */
test.setTimeout(240_000);

const PATIENCE = { timeout: 60_000 };
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** A page whose errors fail the test. */
function watch(page: Page): void {
  page.on('pageerror', (error) => {
    throw error;
  });
}

/** Expects that nothing is broken and that the visible text is the page's current text. */
async function expectFresh(page: Page): Promise<void> {
  await expect(page.getByText(/went wrong|could not be (shown|loaded)/)).toHaveCount(0);
  await expect.poll(() => staleTexts(page)).toEqual([]);
}

/** Opens every instrument and its folded parts. */
async function visitAll(page: Page): Promise<void> {
  const tabs = page.getByRole('tablist', { name: 'Instruments' }).getByRole('tab');
  await expect(tabs.first()).toBeVisible();
  const count = await tabs.count();
  expect(count).toBeGreaterThan(5);
  for (let at = 0; at < count; at++) {
    await tabs.nth(at).click();
    const panel = page.getByRole('tabpanel').first();
    await expect(panel).not.toBeEmpty();
    for (const folded of await panel.locator('details:not([open]) > summary').all()) {
      await folded.click();
    }
    await expectFresh(page);
  }
}

/** Moves the limit, plays and steps. */
async function think(page: Page): Promise<void> {
  const limit = page.getByRole('slider', { name: 'ACT limit' });
  for (const key of ['Home', 'ArrowRight', 'ArrowRight']) await limit.press(key);
  await expect(page.locator('.status')).toContainText(/live|learn/, PATIENCE);
  await page.getByRole('slider', { name: 'Segment shown' }).press('Home');
  await page.getByRole('button', { name: 'Step forward' }).click();
  await expectFresh(page);
}

for (const keepsNode of [false, true]) {
  test(`${keepsNode ? 'wrapped' : 'replaced'} texts change with the page`, async ({ page }) => {
    watch(page);
    await page.goto('/?backend=cpu');
    const verdict = page.locator('.verdict');
    await expect(verdict).not.toBeEmpty();
    await translate(page, keepsNode);
    const shown = page.getByRole('slider', { name: 'Segment shown' });
    await shown.press('Home');
    await expect(verdict).toContainText('before any thought');
    await shown.press('End');
    await expect(verdict).toContainText(`Solved in ${HALTS_AFTER}`);
    await expect(verdict).not.toContainText('before any thought');
    for (const name of ['Maze', 'ARC', 'Sudoku']) {
      await page.getByRole('link', { name, exact: true }).click();
      await expect(verdict).not.toBeEmpty();
      await expectFresh(page);
    }
  });
}

for (const keepsNode of [false, true]) {
  test(`Sudoku works with ${keepsNode ? 'wrapped' : 'replaced'} texts`, async ({ page }) => {
    watch(page);
    await page.goto('/?backend=wasm&limit=2&halting=off');
    await expect(page.locator('.status')).toContainText('live', PATIENCE);
    await translate(page, keepsNode);
    await think(page);
    await visitAll(page);

    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByRole('gridcell').first().click();
    for (const key of ['1', '2', 'Delete', 'Control+z', 'Control+z'])
      await page.keyboard.press(key);
    await expectFresh(page);
    await page.getByRole('button', { name: 'Done', exact: true }).click();

    await instrument(page, 'Teach');
    const teach = region(page, 'Teach');
    await teach.getByRole('button', { name: 'Teach a model' }).click();
    await teach.getByRole('button', { name: 'Begin', exact: true }).click();
    await expect(teach).toContainText(/Solves \d+ of \d+ unseen/, PATIENCE);
    await page.waitForTimeout(2000);
    await teach.getByRole('button', { name: 'Pause' }).click();
    await expect(teach.getByRole('button', { name: /^Go/ }).first()).toBeVisible(PATIENCE);
    await expectFresh(page);
    await teach.getByRole('button', { name: 'End lesson' }).click();
    await expectFresh(page);
  });
}

test('a maze is compared, evaluated and raced, with texts in elements of another name', async ({
  page,
}) => {
  watch(page);
  await page.goto('/?world=maze&backend=wasm&limit=2');
  await expect(page.locator('.status')).toContainText('live', PATIENCE);
  await translate(page, false, 'span');
  await visitAll(page);

  await instrument(page, 'Compare');
  const compare = region(page, 'Compare');
  await compare.getByRole('group', { name: '1' }).getByLabel('segments').selectOption('4');
  await compare.getByRole('group', { name: '2' }).getByLabel('segments').selectOption('4');
  await compare.getByRole('button', { name: /Let them think/ }).click();
  await expect(compare.getByRole('article').nth(1)).toContainText('after segment 4', PATIENCE);
  await expectFresh(page);
  await compare.getByRole('slider', { name: 'Segment' }).fill('1');
  await expect(compare.getByRole('article').nth(0)).toContainText('after segment 1');
  await expectFresh(page);

  await instrument(page, 'Measure');
  const measure = region(page, 'Measure');
  await measure.getByLabel('How many').fill('3');
  await measure.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect(measure.getByText(/3 puzzles in/)).toBeVisible(PATIENCE);
  await expectFresh(page);
  await measure.getByRole('button', { name: /^Remove/ }).click();
  await expectFresh(page);

  await page.getByRole('button', { name: 'You try' }).click();
  await expectFresh(page);
});

test('an ARC task is opened, learned and answered', async ({ page }) => {
  await openArc(page);
  await translate(page, false);
  await visitAll(page);
  await readText(page, JSON.stringify(RECOLOUR));
  await expectFresh(page);
  await set(page, FEW);
  const learn = region(page, 'Learn this task');
  await learn.getByRole('button', { name: 'Learn this task' }).click();
  await expect(learn).toContainText('step 12 of 12', PATIENCE);
  await expectFresh(page);
  await page.getByRole('link', { name: 'Sudoku', exact: true }).click();
  await page.getByRole('link', { name: 'ARC', exact: true }).click();
  await expectFresh(page);
});
