import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

interface Where {
  /** A selector. By default all of the page except the article, which is long and has its own test. */
  readonly within?: string;
  /** Rules to leave out. */
  readonly except?: readonly string[];
}

/**
 * Expects axe to find no problem on the page as it is now. All rules are checked in light colours. In
 * dark colours only contrast is checked, because no other rule depends on colours. Afterwards the page
 * has light colours.
 */
export async function expectAccessible(
  page: Page,
  { within, except = [] }: Where = {},
): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    // Waits until no colour is changing from one scheme to the other.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const axe = new AxeBuilder({ page }).disableRules([...except]);
    if (within === undefined) axe.exclude('.reading');
    else axe.include(within);
    if (colorScheme === 'dark') axe.withRules('color-contrast');
    const { violations } = await axe.analyze();
    const found = violations.map(({ id, nodes }) => `${colorScheme}, ${id}: ${nodes[0]?.html}`);
    expect(found).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
}
