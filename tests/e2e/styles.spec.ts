import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';

const ASSETS = 'dist/assets/';

/** Every class that a style sheet of the build names. */
function namedClasses(): Set<string> {
  const sheets = readdirSync(ASSETS).filter((file) => file.endsWith('.css'));
  return new Set(
    sheets.flatMap((file) =>
      [...readFileSync(ASSETS + file, 'utf8').matchAll(/\.([a-z][\w-]+)/g)].map(
        ([, name]) => name!,
      ),
    ),
  );
}

/** Classes that are in use on the page while the sheet that styles them is not there. */
async function unstyled(page: Page, named: Set<string>): Promise<string[]> {
  const { used, rules } = await page.evaluate(() => ({
    used: [...new Set([...document.querySelectorAll('[class]')].flatMap((e) => [...e.classList]))],
    rules: [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText))
      .join('\n'),
  }));
  return used.filter((name) => named.has(name) && !new RegExp(`\\.${name}(?![\\w-])`).test(rules));
}

// Parts of the page bring their style sheets with them; what one borrows of another would be bare
// until that one is loaded.
for (const world of ['sudoku', 'maze', 'arc']) {
  test(`${world}: every instrument has its styles when it is first opened`, async ({ page }) => {
    const named = namedClasses();
    await page.goto(`/?world=${world}`);
    const tabs = page.getByRole('tablist', { name: 'Instruments' }).getByRole('tab');
    await expect(tabs.first()).toBeVisible();
    expect(named.size).toBeGreaterThan(100);
    for (const tab of await tabs.all()) {
      await tab.click();
      await expect(page.getByRole('tabpanel').locator(':scope > *').first()).toBeVisible();
      await expect
        .poll(() => unstyled(page, named), { message: (await tab.textContent())! })
        .toEqual([]);
    }
  });
}
