import { expect, test, type Page } from '@playwright/test';
import { SETTING_KEYS } from '../../src/playground/store/settings';
import { HIDEABLE } from '../../src/playground/store/view';

/** Hostile links: the page keeps its width, shows short notes, and works. */

const KEYS = ['puzzle', 'task', 'rule', 'model', 'v', ...SETTING_KEYS].filter(
  // Valid values of these open another page, whose texts are the link author's own.
  (key) => !['embed', 'present'].includes(key),
);
const DESKTOP = { width: 1280, height: 720 };
const VALUES = {
  long: 'x'.repeat(200),
  'a sentence': 'Your session has expired. Call +1 555 0100.',
  'control characters': '\u001b[2J\u202egnp.elif\u0007\r\n',
  markup: '<img src=x onerror="document.title=1">',
};

test.use({ viewport: DESKTOP });

/** Opens a link and expects one note, on a desktop and on a phone. */
async function open(page: Page, query: URLSearchParams, hash = ''): Promise<void> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`/?backend=wasm&${query}${hash}`);
  await expect(page.locator('.workbench')).toBeVisible();
  await expect(page.locator('.note')).toHaveCount(1);
  for (const size of [{ width: 390, height: 844 }, DESKTOP]) {
    await page.setViewportSize(size);
    const { width, note } = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      note: document.querySelector('.note')!.getBoundingClientRect().height,
    }));
    expect(width).toBe(0);
    expect(note).toBeLessThan(60);
  }
  expect(errors).toEqual([]);
}

for (const [kind, value] of Object.entries(VALUES)) {
  test(`${kind} as the value of every setting and as names of unknown settings`, async ({
    page,
  }) => {
    for (const world of ['sudoku', 'maze', 'arc']) {
      const hidden = HIDEABLE.map((thing) => [`${thing}_hide`, value]);
      const pairs = [...KEYS.map((key) => [key, value]), ...hidden, [value, value]];
      await open(page, new URLSearchParams([['world', world], ...pairs]), '#%E0%A4%A');
      const said = await page.getByLabel('Notes').innerText();
      expect(said).not.toContain(value.slice(0, 12));
      await expect(page.locator('.verdict')).not.toBeEmpty();
    }
    await expect(page).not.toHaveTitle('1');
    const one = 'x'.repeat(6000);
    await open(page, new URLSearchParams([[one, one]]));
  });
}

test('the text that a link shows in front of a class stays in its place', async ({ page }) => {
  const say = `${'w'.repeat(120)}\u202e <b>${'y'.repeat(100)}`;
  await page.goto(`/?${new URLSearchParams({ present: 'on', say })}`);
  await expect(page.locator('.present-say')).toContainText('<b>');
  await expect(page.locator('.present-say')).not.toContainText('\u202e');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280);
});
