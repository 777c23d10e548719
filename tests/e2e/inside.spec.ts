import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from '../support/axe';
import { instrument } from '../support/instrument';

const panel = (page: Page) => page.getByRole('region', { name: 'Two clocks' });
const figures = (page: Page) => panel(page).getByRole('row', { name: /still moves by/ });

test('a visitor looks inside a thought, goes through its segments, and leaves again', async ({
  page,
}) => {
  await page.goto('/?backend=wasm&limit=2&speed=8&halting=off');
  await expect(page.locator('.status .whisper')).toHaveText('live', { timeout: 50_000 });
  await expect(panel(page)).toHaveCount(0);
  await instrument(page, 'Look inside');
  // The shipped model runs two cycles in a segment, each of five fast steps and a slow one.
  await expect(panel(page).locator('.inside-beat')).toHaveCount(4);
  await expect(panel(page).locator('.chart:not(.still) .inside-fast')).toHaveCount(4);
  await expect(panel(page).getByText(/Over 100 puzzles .* In the paper/)).toBeVisible();
  await expect(page).toHaveURL(/inside=on/);

  const moved = async () => (await figures(page).textContent())!.match(/\d\.\d\d/g)!.map(Number);
  await expect(panel(page).locator('caption')).toHaveText('After segment 2');
  const second = await moved();
  await page.getByRole('button', { name: 'Step back' }).click();
  await expect(panel(page).locator('caption')).toHaveText('After segment 1');
  const first = await moved();
  // The path has a stop for each segment. A click on the stop shows its segment.
  await expect(panel(page).locator('.path-stop')).toHaveCount(2);
  await panel(page).locator('.path-stop').last().click();
  await expect(panel(page).locator('caption')).toHaveText('After segment 2');
  for (const residual of [...first, ...second]) {
    expect(residual).toBeGreaterThan(0);
    expect(residual).toBeLessThan(1.5);
  }
  expect(second).not.toEqual(first);

  // Another puzzle is another thought.
  await page.getByRole('button', { name: 'Easy' }).click();
  await expect(figures(page)).not.toContainText(first[0]!.toFixed(2));
  await expect(panel(page).locator('.inside-beat')).toHaveCount(4);
  await instrument(page, 'Thinking longer');
  await expect(panel(page)).toHaveCount(0);
  await expect(page).not.toHaveURL(/inside=on/);
});

test('a segment opens into its steps, and a cell shows what it reads', async ({ page }) => {
  await page.goto('/?backend=wasm&limit=2&speed=8&halting=off&inside=on');
  await panel(page).getByRole('radio', { name: 'Step by step' }).click({ timeout: 50_000 });
  const steps = panel(page).locator('.step-strip button');
  await expect(steps).toHaveCount(12, { timeout: 50_000 });
  await expect(steps.last()).toHaveAttribute('aria-pressed', 'true');
  await steps.first().click();
  await expect(panel(page).locator('.step-formula')).toContainText('moves by');

  const grid = panel(page).locator('.read-grid');
  await grid.focus();
  await grid.press('ArrowDown');
  await grid.press('ArrowRight');
  const caption = panel(page).locator('.step-reads caption');
  await expect(caption).toHaveText('Row 1, column 2 reads');
  const shares = async () =>
    (await panel(page).locator('.step-reads td').allTextContents()).map((text) => parseInt(text));
  const sum = (await shares()).reduce((total, share) => total + share, 0);
  expect(Math.abs(sum - 100)).toBeLessThanOrEqual(3);
  const mean = await shares();
  await panel(page).locator('.step-choice').nth(1).getByText('2').click();
  await expect.poll(shares).not.toEqual(mean);
});

test('axe finds no problem in the view inside a thought, and it fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/?backend=wasm&limit=1&inside=on');
  await expect(panel(page).locator('.inside-beat')).toHaveCount(2, { timeout: 50_000 });
  await expectAccessible(page, { within: '.inside' });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});
