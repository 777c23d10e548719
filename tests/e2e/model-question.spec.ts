import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from '../support/axe';
import { serveModels } from '../support/model-server';

/** If the config lacks values that the weights do not show, the page asks once and opens the model. */

test.setTimeout(240_000);

const question = (page: Page) => page.getByRole('dialog', { name: 'One question' });
const models = (page: Page) => page.getByRole('dialog', { name: 'Models' });

/** The shipped model with some keys of its config left out. */
async function lacking(...keys: string[]) {
  const [config, weights] = await Promise.all([
    readFile('models/sudoku/config.json', 'utf8'),
    readFile('models/sudoku/model.safetensors'),
  ]);
  const all = Object.entries(JSON.parse(config) as Record<string, unknown>);
  const written = Object.fromEntries(all.filter(([key]) => !keys.includes(key)));
  const told = Object.fromEntries(all.filter(([key]) => keys.includes(key)));
  return { config: Buffer.from(JSON.stringify(written)), weights, told };
}

async function openModels(page: Page): Promise<void> {
  await page.goto('/?backend=wasm&limit=1');
  await page.getByRole('tab', { name: 'Model' }).click();
  await page.getByRole('button', { name: 'Models…' }).click();
}

test('the page asks once about the missing values of files, with likely answers', async ({
  page,
}) => {
  const { config, weights, told } = await lacking('num_heads', 'H_cycles', 'L_cycles', 'L_layers');
  const mimeType = 'application/octet-stream';
  const files = [
    { name: 'config.json', mimeType, buffer: config },
    { name: 'lacking.safetensors', mimeType, buffer: weights },
  ];
  await openModels(page);
  const input = models(page).locator('input[type=file]');
  await input.setInputFiles(files);
  await expect(question(page)).toContainText(
    'config.json does not say num_heads, H_cycles and L_cycles, and the weights do not show them.',
  );
  await expectAccessible(page, { within: '.settings-question' });
  await question(page).getByRole('button', { name: 'Leave it' }).click();
  await expect(models(page)).toContainText(
    'config.json does not say num_heads, H_cycles and L_cycles.',
  );
  await input.setInputFiles(files);
  const field = (name: RegExp) => question(page).getByLabel(name);
  await field(/num_heads/).fill('0');
  await expect(question(page).getByRole('button', { name: 'Open the model' })).toBeDisabled();
  for (const [key, value] of Object.entries(told)) {
    if (key !== 'L_layers') await field(new RegExp(key)).fill(String(value));
  }
  await question(page).getByRole('button', { name: 'Open the model' }).click();
  await expect(models(page)).toContainText('“lacking” is in and at work.', {
    timeout: 60_000,
  });
  await page.keyboard.press('Escape');
  await expect(page.locator('.status')).toContainText(/live|thinking/, { timeout: 60_000 });
});

test('the page asks the same about files from another site', async ({ page }) => {
  const { config, weights, told } = await lacking('num_heads');
  const server = await serveModels({
    files: { 'lab/tried/config.json': config, 'lab/tried/model.safetensors': weights },
  });
  try {
    await openModels(page);
    const published = page.getByRole('region', { name: 'Published models' });
    await published.getByLabel('Address').fill(`${server.origin}/lab/tried`);
    await published.getByRole('button', { name: 'Ask what is there' }).click();
    await published.getByRole('button', { name: /^Fetch/ }).click();
    await question(page)
      .getByLabel(/num_heads/)
      .fill(String(told['num_heads']));
    await question(page)
      .getByLabel(/num_heads/)
      .press('Enter');
    await expect(published.getByText('“tried” is in and at work.')).toBeVisible();
  } finally {
    server.close();
  }
});
