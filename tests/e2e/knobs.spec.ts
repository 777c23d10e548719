import { expect, test } from '@playwright/test';

test('cycles and the halting threshold can be changed while the model thinks, and go into the link', async ({
  page,
}) => {
  await page.goto('/?cycles=1x2&v=1');
  await page.getByRole('tab', { name: 'Model' }).click();
  const panel = page.getByRole('region', { name: 'Engine' });
  await panel.getByText('Turn its knobs').click();
  await expect(panel.getByLabel('Slow cycles, N')).toHaveValue('1');
  await expect(panel.getByLabel('Fast steps in each, T')).toHaveValue('2');
  await expect(panel.getByText(/applies its modules 3 times/)).toBeVisible();
  // Figures that were measured with other cycles are not shown here.
  await expect(page.getByText('There are no measurements of this model.')).toBeVisible();
  await panel.getByRole('slider', { name: /Halts when more sure/ }).fill('60');
  await expect(page.getByText('halts above 60 %')).toBeVisible();
  await expect(page).toHaveURL(/cycles=1x2/);
  await expect(page).toHaveURL(/sure=60/);
  await panel.getByRole('button', { name: 'Back to the model’s own', exact: true }).click();
  await panel.getByRole('button', { name: 'Back to the model’s own rule' }).click();
  await expect(page).not.toHaveURL(/cycles|sure/);
  // The shipped model has learned both Q values, so its threshold is not fixed.
  await expect(page.getByText('halts where the bar is above the line')).toBeVisible();
});
