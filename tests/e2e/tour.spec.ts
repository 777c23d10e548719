import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from '../support/axe';

const offer = (page: Page) => page.getByRole('button', { name: 'Show me around' });
const step = (page: Page, name: string) => page.getByRole('dialog', { name });
const STEPS = [
  'The grid',
  'One segment after another',
  'How sure it is',
  'You set the limit',
  'And then',
];

test.beforeEach(async ({ page }) => {
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.route('**/*.safetensors', () => undefined);
});

test('a new visitor is offered a tour, takes it by keyboard, and is not asked again', async ({
  page,
}) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await page.goto('/');
  await expect(offer(page)).toBeVisible();
  expect(loaded.filter((url) => /Tour-/.test(url))).toEqual([]);
  await offer(page).focus();
  await page.keyboard.press('Enter');
  for (const name of STEPS) {
    await expect(step(page, name)).toBeInViewport({ ratio: 1 });
    await expectAccessible(page, { within: '.tour' });
    await expect(page.locator('.tour .primary')).toBeFocused();
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.locator('.play')).toBeFocused();
  await page.reload();
  await expect(page.locator('.lede')).toBeVisible();
  await expect(offer(page)).toHaveCount(0);

  // A button starts the tour again.
  await page.keyboard.press('?');
  await offer(page).click();
  await expect(step(page, STEPS[0]!)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the stage can be used during the tour; another world ends the tour', async ({ page }) => {
  await page.goto('/?speed=8');
  await expect(offer(page)).toHaveCount(0);
  await page.goto('/maze/');
  await offer(page).click();
  for (let next = 0; next < 3; next++) await page.getByRole('button', { name: 'Next' }).click();
  await expect(step(page, 'You set the limit')).toBeVisible();
  const limit = page.getByRole('slider', { name: 'ACT limit' });
  const { x, y, width, height } = (await limit.boundingBox())!;
  await page.mouse.move(x + width / 2, y + height - 14);
  await page.mouse.down();
  await page.mouse.move(x - 200, y + height - 14, { steps: 5 });
  await page.mouse.up();
  expect(Number(await limit.getAttribute('aria-valuenow'))).toBeLessThan(16);
  await expect(step(page, 'You set the limit')).toBeVisible();
  await page.getByRole('link', { name: 'Sudoku', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('no tour is offered in an embed, in front of a class, or by a link that shows something', async ({
  page,
}) => {
  for (const query of ['embed=on', 'present=on', 'limit=2', 'world=maze&loop=on']) {
    await page.goto(`/?${query}`);
    await expect(page.locator('.stage')).toBeVisible();
    await expect(offer(page), query).toHaveCount(0);
  }
  await page.goto('/?utm_source=letter');
  await expect(offer(page)).toBeVisible();
});

test('without browser storage the tour works and can be declined', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await page.goto('/');
  await offer(page).click();
  await page.getByRole('button', { name: 'Skip' }).click();
  await expect(offer(page)).toHaveCount(0);
  await page.goto('/');
  await page.getByRole('button', { name: 'No tour, thank you' }).click();
  await expect(offer(page)).toHaveCount(0);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('every step is on the screen and does not cover the timeline', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto('/arc/');
    await offer(page).tap();
    for (const name of STEPS) {
      await expect(step(page, name)).toBeInViewport({ ratio: 1 });
      const words = (await step(page, name).boundingBox())!;
      const timeline = (await page.locator('.transport').boundingBox())!;
      if (name !== 'And then') expect(words.y + words.height).toBeLessThanOrEqual(timeline.y + 1);
      await page.locator('.tour .primary').tap();
    }
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});
