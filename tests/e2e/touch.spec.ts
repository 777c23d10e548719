import { expect, test, type Locator, type Page } from '@playwright/test';
import { timelineScale } from '../../src/playground/timeline/timeline-scale';
import { instrument } from '../support/instrument';

/** The page on a phone whose only pointer is a finger. */
test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/** Puts a finger on a handle of the timeline, moves it to a segment, and lifts it. */
async function slide(page: Page, handle: Locator, fromBottom: number, to: number): Promise<void> {
  const timeline = page.getByRole('group', { name: 'Timeline' });
  await timeline.scrollIntoViewIfNeeded();
  const line = (await timeline.boundingBox())!;
  const box = (await handle.boundingBox())!;
  const from = box.x + box.width / 2;
  const target = line.x + timelineScale(64, [10, line.width - 10])(to);
  const y = box.y + box.height - fromBottom;
  const finger = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number) =>
    finger.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: x === undefined ? [] : [{ x, y }],
    });
  await touch('touchStart', from);
  for (let step = 1; step <= 8; step++) {
    await touch('touchMove', from + ((target - from) * step) / 8);
  }
  await touch('touchEnd');
  await finger.detach();
}

async function open(page: Page, query: string): Promise<void> {
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`/?backend=wasm${query}`);
  await expect(page.locator('.status .whisper')).toHaveText('live', { timeout: 50_000 });
}

test('a finger can write a given, drag the limit, scrub, and ask for more chains', async ({
  page,
}) => {
  test.slow(); // several whole thoughts
  await open(page, '&limit=1&halting=off');
  const limit = page.getByRole('slider', { name: 'ACT limit' });
  const shown = page.getByRole('slider', { name: 'Segment shown' });
  await slide(page, limit, 14, 4);
  await expect(limit).toHaveAttribute('aria-valuenow', '4');
  // A finger that drags the handle must not scroll the page sideways.
  expect(await page.evaluate(() => scrollX)).toBe(0);
  await expect(shown).toHaveAttribute('aria-valuenow', '4');
  await slide(page, shown, 16, 0);
  await expect(shown).toHaveAttribute('aria-valuetext', 'the puzzle');
  await slide(page, limit, 14, 1);
  await expect(limit).toHaveAttribute('aria-valuenow', '1');

  const cell = page.getByRole('gridcell', { name: /^Row 1, column 2:/ });
  // On a busy machine a tap may take so long that the browser treats it as a long press.
  await expect(async () => {
    await cell.tap();
    await expect(cell).toHaveAttribute('aria-selected', 'true', { timeout: 1000 });
  }).toPass();
  await page.getByRole('button', { name: 'Write 5' }).tap();
  await expect(cell).toHaveAccessibleName('Row 1, column 2: 5, given');
  await page.getByRole('button', { name: 'Done', exact: true }).tap();

  await instrument(page, 'Think wider');
  await page.getByRole('radio', { name: '2 chains' }).tap();
  await expect(page.locator('.chains .answers')).toHaveCount(1);
});

test('a finger can open Teach, begin a lesson and pause it', async ({ page }) => {
  test.setTimeout(300_000); // for an emulated GPU
  await open(page, '&limit=1');
  await instrument(page, 'Teach');
  const teach = page.getByRole('region', { name: 'Teach' });
  await teach.getByRole('button', { name: 'Teach a model' }).tap();
  await teach.getByRole('button', { name: 'Begin', exact: true }).tap();
  await expect(teach).toContainText(/Solves \d+ of \d+ unseen/, { timeout: 150_000 });
  await expect(page.getByRole('gridcell')).toHaveCount(16);
  await teach.getByRole('button', { name: 'Pause', exact: true }).tap();
  await expect(teach.getByRole('button', { name: /^Go/ })).toBeVisible({ timeout: 60_000 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});
