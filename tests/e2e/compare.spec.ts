import { expect, test, type Page } from '@playwright/test';

async function openCompare(page: Page, path = '/') {
  await page.goto(path);
  await page.getByRole('tab', { name: 'Compare' }).click();
  return page.getByRole('region', { name: 'Compare', exact: true });
}

test('models of other architectures think about the same puzzle, segment by segment', async ({
  page,
}) => {
  const compare = await openCompare(page);
  await compare.getByRole('button', { name: /^Let them think/ }).click();
  const columns = compare.locator('.compare-column');
  await expect(columns).toHaveCount(2);
  await expect(compare.getByRole('slider', { name: 'Segment' })).toHaveValue('16', {
    timeout: 60_000,
  });
  await expect(columns.getByText('after segment 16')).toHaveCount(2);
  await expect(compare.getByText(/^After segment 16, with 95 % intervals/)).toBeVisible();
  await compare.getByRole('button', { name: 'How far does each step move?' }).click();
  const moves = compare.getByRole('table', { name: /a step still moves/ }).getByRole('row');
  await expect(moves).toHaveCount(2);
  for (const row of await moves.all())
    await expect(row.getByRole('cell').first()).toHaveText(/^\d\.\d{3}$/, { timeout: 60_000 });

  // Charts that appear after the panel are as wide as it, and nothing is wider than a phone.
  await page.setViewportSize({ width: 360, height: 740 });
  const beyond = () =>
    compare.evaluate((panel) =>
      [panel, ...panel.querySelectorAll('*')]
        .filter((element) => element.getBoundingClientRect().right > window.innerWidth)
        .map((element) => element.outerHTML.slice(0, 80)),
    );
  await expect.poll(beyond).toEqual([]);
  await compare.getByRole('slider', { name: 'Segment' }).fill('1');
  await expect(columns.getByText('after segment 1', { exact: false })).toHaveCount(2);
});

test('small models are trained side by side, and can be paused', async ({ page }) => {
  const compare = await openCompare(page);
  await compare.getByRole('radio', { name: 'From scratch, here' }).click();
  await compare.getByRole('radio', { name: 'How many segments' }).click();
  await compare.getByRole('button', { name: 'Teach 3 models' }).click();
  const rows = compare.getByRole('row');
  await expect(rows.nth(3).getByRole('cell').nth(3)).not.toHaveText('0', { timeout: 60_000 });
  await compare.getByRole('button', { name: 'Pause' }).click();
  await expect(compare.getByRole('button', { name: 'Go on' })).toBeVisible();
  // The experiment is still there when the visitor comes back.
  await page.getByRole('tab', { name: 'Thinking longer' }).click();
  await page.getByRole('tab', { name: 'Compare' }).click();
  await compare.getByRole('button', { name: 'Stop' }).click();
  await expect(compare.getByRole('button', { name: 'Teach 3 models' })).toBeVisible();
});
