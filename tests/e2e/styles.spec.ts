import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';

const ASSETS = 'dist/assets/';

/** Every class that is in a style sheet of the build. */
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

/** Classes that the page uses although their style sheet is not loaded. */
async function unstyled(page: Page, named: Set<string>): Promise<string[]> {
  const { used, rules } = await page.evaluate(() => ({
    used: [...new Set([...document.querySelectorAll('[class]')].flatMap((e) => [...e.classList]))],
    rules: [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText))
      .join('\n'),
  }));
  return used.filter((name) => named.has(name) && !new RegExp(`\\.${name}(?![\\w-])`).test(rules));
}

// Each part of the page loads its own style sheets. If a part used a class of another part, it would
// have no styles until that part is loaded.
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
