import { expect, test } from '@playwright/test';

test('one model with two settings thinks about one puzzle, with one timeline', async ({ page }) => {
  await page.goto('?world=maze');
  await page.getByRole('tab', { name: 'Compare' }).click();
  const compare = page.getByRole('region', { name: 'Compare' });
  const second = compare.getByRole('group', { name: '2' });
  await second.getByLabel('segments').selectOption('4');
  await second.getByLabel('start over').selectOption('never');
  await second.getByLabel('chains').selectOption('2');
  await compare.getByRole('group', { name: '1' }).getByLabel('segments').selectOption('8');
  await compare.getByRole('button', { name: 'Let them think' }).click();
  const columns = compare.getByRole('article');
  await expect(columns).toHaveCount(2);
  await expect(columns.nth(1)).toContainText('2 chains');
  await expect(columns.nth(1)).toContainText('after segment 4');
  await expect(columns.nth(0)).toContainText('after segment 8');
  await compare.getByRole('slider', { name: 'Segment' }).fill('1');
  await expect(columns.nth(0)).toContainText('after segment 1');
  await expect(columns.nth(1)).toContainText('after segment 1');
});
