import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { serveModels } from '../support/model-server';

async function openDialog(page: Page) {
  await page.goto('?world=sudoku');
  await page.getByRole('tab', { name: 'Model' }).click();
  await page.getByRole('button', { name: 'Models…' }).click();
  return page.getByRole('region', { name: 'Published models' });
}

test('a model from another site is downloaded after two consents, and used', async ({ page }) => {
  const [config, weights] = await Promise.all([
    readFile('models/sudoku/config.json'),
    readFile('models/sudoku/model.safetensors'),
  ]);
  const server = await serveModels({
    files: { 'lab/tried/config.json': config, 'lab/tried/model.safetensors': weights },
    breaks: [100, 500_000],
    rate: 600_000,
  });
  try {
    const published = await openDialog(page);
    await published.getByLabel('Address').fill(`${server.origin}/lab/tried`);
    expect(server.asked).toEqual([]);
    await published.getByRole('button', { name: 'Ask what is there' }).click();
    await expect(published.getByText('tried/model.safetensors')).toBeVisible();
    const asked = server.sent();
    await published.getByRole('button', { name: /^Fetch 2 MB from 127\.0\.0\.1/ }).click();
    await published.getByRole('button', { name: 'Cancel' }).click();
    expect(server.sent() - asked).toBeLessThan(weights.length);
    await published.getByRole('button', { name: /^(Go on fetching|Fetch)/ }).click();
    await expect(published.getByText('“tried” is in and at work.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByLabel('Model', { exact: true }).locator('option:checked')).toHaveText(
      /tried/,
    );
  } finally {
    server.close();
  }
});

test('a site that does not allow downloads from other pages is reported in a sentence', async ({
  page,
}) => {
  const server = await serveModels({ files: {}, cors: false });
  try {
    const published = await openDialog(page);
    await published.getByLabel('Address').fill(`${server.origin}/some/model`);
    await published.getByRole('button', { name: 'Ask what is there' }).click();
    await expect(published.getByText(/no answer from 127.*\(CORS\).*bring the file/)).toBeVisible();
  } finally {
    server.close();
  }
});
