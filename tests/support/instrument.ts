import type { Page } from '@playwright/test';

/** Opens one of the instruments beside the grid, by the name on its tab. */
export const instrument = (page: Page, name: string): Promise<void> =>
  page
    .getByRole('tablist', { name: 'Instruments' })
    .getByRole('tab', { name, exact: true })
    .click();
