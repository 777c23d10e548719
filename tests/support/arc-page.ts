/** Locators and actions for tests of the ARC tab. */
import { expect, type Page } from '@playwright/test';
import { configJson, safetensorsOf } from '../../src/checkpoint/model-folder';
import { instrument } from './instrument';
import { tinyModel } from './tiny-model';

/** The stage: the question and its answer, the task, and the parts beside it. */
export const task = (page: Page) => page.locator('.workbench');
export const learn = (page: Page) => page.getByRole('region', { name: 'Learn this task' });
export const votes = (page: Page) => page.getByRole('region', { name: 'Votes' });
export const tasks = (page: Page) => page.getByRole('region', { name: 'Tasks' });
export const heading = (page: Page) =>
  page.getByRole('region', { name: 'The task' }).getByRole('heading', { level: 2 });
export const said = (page: Page) => page.locator('.status .verdict');

/** A task that was not in the training of the shipped model. */
const UNKNOWN = '&task=fall-00000003';

/** Opens the ARC tab. Errors of the page fail the test. */
export async function open(page: Page, query = UNKNOWN): Promise<void> {
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`/?world=arc&backend=wasm${query}`);
  await expect(page.getByRole('region', { name: 'Demonstrations' })).toBeVisible();
}

/** A task in which every 1 becomes a 2, in the form of a file. */
export const RECOLOUR = {
  train: [
    {
      input: [
        [1, 0],
        [0, 0],
      ],
      output: [
        [2, 0],
        [0, 0],
      ],
    },
    {
      input: [
        [0, 1],
        [1, 0],
      ],
      output: [
        [0, 2],
        [2, 0],
      ],
    },
  ],
  test: [
    {
      input: [
        [1, 1],
        [0, 1],
      ],
      output: [
        [2, 2],
        [0, 2],
      ],
    },
    {
      input: [
        [0, 0],
        [0, 1],
      ],
    },
  ],
};

export async function readText(page: Page, text: string): Promise<void> {
  await instrument(page, 'Tasks');
  const box = tasks(page).getByLabel('Text');
  if (!(await box.isVisible())) {
    await tasks(page).locator('summary', { hasText: 'Tasks of your own' }).click();
  }
  await box.fill(text);
  await tasks(page).getByRole('button', { name: 'Read' }).click();
}

/** A model with random weights and a canvas of 4×4. */
export async function bringModel(page: Page): Promise<void> {
  const { config, weights } = tinyModel({
    ...{ vocab_size: 12, seq_len: 16, puzzle_emb_ndim: 8, num_puzzle_identifiers: 2 },
    puzzle: { world: 'arc', width: 4, height: 4 },
  });
  const mimeType = 'application/octet-stream';
  await instrument(page, 'Model');
  await page.getByRole('button', { name: 'Models…' }).click();
  await page
    .getByRole('dialog', { name: 'Models' })
    .locator('input[type=file]')
    .setInputFiles([
      { name: 'config.json', mimeType, buffer: Buffer.from(configJson(config)) },
      {
        name: 'tiny.safetensors',
        mimeType,
        buffer: Buffer.from(safetensorsOf({ config, weights }, 'F32')),
      },
    ]);
  await expect(page.getByRole('dialog', { name: 'Models' })).toContainText('is in and at work');
  await page.getByRole('dialog', { name: 'Models' }).getByRole('button', { name: 'Close' }).click();
  await instrument(page, 'Learn');
  await expect(learn(page)).toContainText('trained on grids up to 4×4');
}

export async function set(page: Page, settings: Readonly<Record<string, string>>): Promise<void> {
  await instrument(page, 'Learn');
  await learn(page).locator('summary', { hasText: 'Settings' }).click();
  for (const [name, value] of Object.entries(settings)) {
    await learn(page).getByLabel(name, { exact: true }).fill(value);
  }
}

export const FEW = { Steps: '12', Views: '4', Batch: '4', Segments: '2', 'Answer segments': '2' };

export async function learnTinyTask(page: Page): Promise<void> {
  await bringModel(page);
  await readText(page, JSON.stringify(RECOLOUR));
  await set(page, { ...FEW, 'Answer every': '4' });
  await learn(page).getByRole('button', { name: 'Learn this task' }).click();
  await expect(learn(page)).toContainText('Learned · step 12 of 12', { timeout: 60_000 });
}
