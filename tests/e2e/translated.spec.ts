import { expect, test, type Page } from '@playwright/test';
import { HALTS_AFTER } from '../support/first-thought';

/** Puts every text of the page into `<font>` elements, and every later one, as translators do. */
function translate(page: Page, keepsNode: boolean): Promise<void> {
  return page.evaluate((keeps) => {
    const isTranslated = (text: Text) => text.parentElement?.closest('font, script, style') != null;
    const replace = (text: Text) => {
      if (text.parentNode === null || isTranslated(text) || text.data.trim() === '') return;
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      outer.append(inner);
      text.parentNode.insertBefore(outer, text);
      if (keeps) inner.append(text);
      else {
        inner.textContent = `«${text.data}»`;
        text.remove();
      }
    };
    const all = (root: Node) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode()) texts.push(walker.currentNode as Text);
      texts.forEach(replace);
    };
    all(document.body);
    new MutationObserver((records) => {
      for (const { target, addedNodes } of records) {
        for (const node of addedNodes) all(node.nodeType === Node.TEXT_NODE ? target : node);
        if (target.nodeType === Node.TEXT_NODE) replace(target as Text);
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  }, keepsNode);
}

for (const keepsNode of [false, true]) {
  test(`a page under a translator that ${keepsNode ? 'wraps' : 'replaces'} texts goes on working`, async ({
    page,
  }) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto('/?backend=cpu&autoplay=off');
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
      await page.getByRole('tab', { name }).or(page.getByRole('link', { name })).first().click();
    }
    await expect(page.getByText('went wrong')).toHaveCount(0);
    await expect(verdict).not.toBeEmpty();
    expect(errors).toEqual([]);
  });
}
