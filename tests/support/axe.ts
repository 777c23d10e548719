import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

interface Where {
  /** A selector; without it all of the page but the article, which is long and has a test of its own. */
  readonly within?: string;
  /** Rules that do not hold here. */
  readonly except?: readonly string[];
}

/**
 * Expects axe to find nothing to mend on the page as it is now: by every rule in light colours, then
 * by that of contrast in dark ones, for nothing else depends on them. The page stays in light colours.
 */
export async function expectAccessible(
  page: Page,
  { within, except = [] }: Where = {},
): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    // No colour is on its way from one scheme to the other.
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
