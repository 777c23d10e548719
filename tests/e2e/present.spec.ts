import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/axe';

/** Screens, and whether axe reads the page on them. */
const SCREENS = [
  { width: 1366, height: 768, read: false },
  { width: 1440, height: 900, read: false },
  { width: 1920, height: 1080, read: false },
  { width: 1280, height: 720, read: true },
  { width: 390, height: 844, read: true },
];

test('a lesson fills every screen: question, board, timeline, and nothing to scroll', async ({
  page,
}) => {
  await page.goto('/?backend=wasm&present=on&script=school&stop=2');
  await expect(page.locator('.present-say')).toContainText('Predict');
  await expect(page.locator('.verdict')).toContainText(/after 2 (of \d+ )?segments/i);
  await expect(page.locator('.masthead, .side, .article')).toHaveCount(0);
  for (const { width, height, read } of SCREENS) {
    await page.setViewportSize({ width, height });
    for (const part of ['.board', '.transport', '.present-say']) {
      await expect(page.locator(part).first()).toBeInViewport({ ratio: 0.99 });
    }
    if (read) await expectAccessible(page, { except: ['page-has-heading-one'] });
  }
});

test('a clicker goes through the stops, each stop has a link, and Escape leaves', async ({
  page,
}) => {
  await page.goto('/?backend=wasm&present=on&script=school');
  await expect(page.getByText('1 of 7')).toBeVisible();
  await page.keyboard.press('PageDown');
  await expect(page.getByText('2 of 7')).toBeVisible();
  await expect(page).toHaveURL(/limit=2.*script=school.*stop=2/);
  await page.keyboard.press('PageUp');
  await expect(page).toHaveURL(/limit=1/);
  await page.keyboard.press('Escape');
  await expect(page.locator('.masthead')).toBeVisible();
  await page.keyboard.press('p');
  await expect(page.locator('.present-bar')).toBeVisible();
});

test('a teacher can write stops of their own', async ({ page }) => {
  await page.goto('/?backend=wasm&present=on');
  await page.getByRole('button', { name: 'Stops' }).click();
  const dialog = page.getByRole('dialog', { name: 'Stops of this lesson' });
  await dialog.getByRole('textbox').fill('- [First question](?limit=3)\n- [Second](?limit=4)');
  await dialog.getByRole('button', { name: 'Use these stops' }).click();
  await expect(page.locator('.present-say')).toHaveText('First question');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Next stop' }).click();
  await expect(page.locator('.present-say')).toHaveText('Second');
  await expect(page).toHaveURL(/stop=2/);
  await page.reload();
  await expect(page.locator('.present-say')).toHaveText('Second');
});
