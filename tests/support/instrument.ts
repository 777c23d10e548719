import type { Page } from '@playwright/test';

/** Opens an instrument beside the grid by the name on its tab. */
export const instrument = (page: Page, name: string): Promise<void> =>
  page
    .getByRole('tablist', { name: 'Instruments' })
    .getByRole('tab', { name, exact: true })
    .click();
