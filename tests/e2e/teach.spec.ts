import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { LESSONS } from '../../src/training/lessons';
import { expectAccessible } from '../support/axe';
import { instrument } from '../support/instrument';

/** On an emulated GPU, compiling the kernels of a lesson takes half a minute. */
test.setTimeout(300_000);

const teach = (page: Page) => page.getByRole('region', { name: 'Teach' });
const press = (page: Page, name: string) =>
  teach(page).getByRole('button', { name, exact: true }).click();

/** A page whose errors fail the test. It thinks on wasm unless the query names another backend. */
async function open(page: Page, query = '?backend=wasm'): Promise<void> {
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`/${query}`);
}

async function begin(page: Page): Promise<void> {
  await press(page, 'Begin');
  await expect(teach(page)).toContainText(/Solves \d+ of \d+ unseen/, { timeout: 150_000 });
}

async function pause(page: Page): Promise<void> {
  await press(page, 'Pause');
  await expect(teach(page).getByRole('button', { name: /^Go/ })).toBeVisible({ timeout: 60_000 });
}

async function stepOf(page: Page): Promise<number> {
  const text = await teach(page).innerText();
  return Number(/step ([\d,]+) of/.exec(text)?.[1]?.replace(',', ''));
}

/** The training loss that the chart shows, at first or now; NaN before there is one. */
async function lossOf(page: Page, when: 'at first' | 'now'): Promise<number> {
  const name = await page.getByRole('img', { name: /^Training loss/ }).getAttribute('aria-label');
  const said = when === 'now' ? /now ([\d.]+)/ : /([\d.]+) at first/;
  return Number(said.exec(name ?? '')?.[1]);
}

/** The text of every cell of the board, with the model's confidence. */
function board(page: Page): Promise<string[]> {
  return page
    .getByRole('gridcell')
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label') ?? ''));
}

test('a tiny model learns on WebGPU, and its files give the same predictions', async ({ page }) => {
  const { segments } = LESSONS['scratch-4'].settings;
  // The smallest shipped model waits beside it.
  await open(page, `?model=sudoku-6&backend=webgpu&limit=${segments}&halting=off&lesson=scratch-4`);
  await begin(page);
  await expect(teach(page)).toContainText('WebGPU');
  await expect.poll(() => lossOf(page, 'now'), { timeout: 120_000 }).toBeLessThan(0.9);
  // Guessing among four digits gives a loss of ln 4 = 1.39.
  expect(await lossOf(page, 'at first')).toBeGreaterThan(1.2);
  await pause(page);
  const shown = page.getByRole('slider', { name: 'Segment shown' });
  await expect(page.locator('.status .whisper')).toHaveText('live', { timeout: 60_000 });
  await expect(shown).toHaveAttribute('aria-valuenow', String(segments));
  const taught = await board(page);
  expect(taught.filter((cell) => cell.includes('sure')).length).toBeGreaterThan(0);

  const files = [];
  for (const kind of [/safetensors/, /config.json/]) {
    await teach(page)
      .getByRole('button', { name: /^Take away/ })
      .click();
    const coming = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: kind }).click();
    const file = await coming;
    files.push({
      name: file.suggestedFilename(),
      mimeType: 'application/octet-stream',
      buffer: await readFile(await file.path()),
    });
  }
  await press(page, 'End lesson');
  await expect(page.getByRole('gridcell')).toHaveCount(36);

  await instrument(page, 'Model');
  await page.getByRole('button', { name: 'Models…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Models' });
  await dialog.locator('input[type=file]').setInputFiles(files);
  await expect(dialog).toContainText('is in and at work');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('gridcell')).toHaveCount(16);

  const givens = taught.map((cell) => /: (\d), given/.exec(cell)?.[1] ?? '.').join('');
  await page.getByRole('button', { name: 'Paste', exact: true }).click();
  await page.getByRole('textbox').fill(givens);
  await page.getByRole('button', { name: 'Use this puzzle' }).click();
  await expect.poll(() => board(page), { timeout: 60_000 }).toEqual(taught);
});

test('a lesson survives a reload and goes on from its step', async ({ page }) => {
  await open(page);
  await instrument(page, 'Teach');
  await press(page, 'Teach a model');
  await begin(page);
  await expect(page.getByRole('gridcell')).toHaveCount(16);
  await expect(teach(page)).toContainText('Kept in this browser', { timeout: 60_000 });
  await pause(page);
  await expect(teach(page)).toContainText('Kept in this browser just now');
  const reached = await stepOf(page);
  expect(reached).toBeGreaterThan(0);

  await page.goto('/?backend=wasm');
  await expect(page.getByRole('gridcell')).toHaveCount(81);
  await instrument(page, 'Teach');
  await teach(page)
    .getByRole('button', { name: /^Continue “From scratch, 4×4”/ })
    .click();
  await expect(teach(page)).toContainText(/Solves \d+ of \d+ unseen/, { timeout: 60_000 });
  expect(await stepOf(page)).toBeGreaterThanOrEqual(reached);
  await expect.poll(() => stepOf(page)).toBeGreaterThan(reached);
});

test('a visitor steps, changes the learning rate, saves, rewinds, and gets the earlier puzzle back', async ({
  page,
}) => {
  await open(page, '?backend=wasm&lesson=scratch-4');
  await begin(page);
  await pause(page);
  const reached = await stepOf(page);
  await press(page, 'One step');
  await expect.poll(() => stepOf(page)).toBe(reached + 1);

  const rate = teach(page).getByRole('slider', { name: 'Learning rate' });
  await expect(rate).toHaveAttribute(
    'aria-valuetext',
    String(LESSONS['scratch-4'].settings.learningRate),
  );
  await rate.press('Home');
  await expect(rate).toHaveAttribute('aria-valuetext', '0.000001');

  await press(page, 'Save');
  await expect(teach(page)).toContainText('Saved as');
  await press(page, 'Rewind');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Rewind' }).click();
  await expect.poll(() => stepOf(page)).toBe(0);

  await press(page, 'End lesson');
  await expect(page.getByRole('gridcell')).toHaveCount(81);
  await expect(page).not.toHaveURL(/lesson=/);
  await instrument(page, 'Model');
  const saved = page.getByRole('option', { name: /^From scratch, 4×4/ });
  const model = page.getByRole('combobox', { name: 'Model' });
  await model.selectOption(await saved.getAttribute('value'));
  await expect(page.getByRole('gridcell')).toHaveCount(16);
  await expect(page).toHaveURL(/model=/);
  await page.reload();
  await expect(page.getByRole('gridcell')).toHaveCount(16);
});

test('a list of the visitor’s own is read line by line, and settings outside their bounds are refused', async ({
  page,
}) => {
  await open(page, '?backend=wasm&lesson=own');
  await expect(teach(page).getByRole('button', { name: 'Begin' })).toBeDisabled();
  const puzzle =
    '37.45...68...7..4...56.27....4.35....891.6.741.6.9.25.6435.98..9....7..1...3..69.';
  await teach(page)
    .getByRole('textbox')
    .first()
    .fill([puzzle, 'hello', `7${puzzle.slice(1)}`, puzzle].join('\n'));
  await expect(teach(page)).toContainText('1 puzzle to learn from');
  await expect(teach(page)).toContainText('Line 2:');
  await expect(teach(page)).toContainText(/Line 3: Two 7s/);
  await expect(teach(page)).toContainText('Line 4: The same as in line 1');
  await expect(teach(page).getByRole('button', { name: 'Begin with 1' })).toBeEnabled();

  await teach(page).locator('summary', { hasText: 'Settings' }).click();
  await teach(page).getByLabel('Batch', { exact: true }).fill('9999');
  await expect(teach(page)).toContainText('A whole number from 1 to 512.');
  await expect(teach(page).getByRole('button', { name: 'Begin with 1' })).toBeDisabled();
  await press(page, 'Reset to the proposals');
  await expect(teach(page).getByRole('button', { name: 'Begin with 1' })).toBeEnabled();
});

test('axe finds no problem in the Teach panel', async ({ page }) => {
  await open(page, '?backend=wasm&lesson=own');
  await teach(page).locator('summary', { hasText: 'Settings' }).click();
  await expectAccessible(page);
  await page.getByRole('radio', { name: 'From scratch, 4×4' }).click();
  await begin(page);
  for (const name of ['Before and after', 'What a step costs', 'Settings of this lesson']) {
    await teach(page).locator('summary', { hasText: name }).press('Enter');
  }
  await pause(page);
  await expectAccessible(page);
  await instrument(page, 'Model');
  await page.getByRole('button', { name: 'Models…' }).click();
  await expect(page.getByRole('dialog', { name: 'Models' })).toBeVisible();
  await expectAccessible(page);
});

test('a phone shows a lesson without sideways scrolling', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, '?backend=wasm&lesson=scratch-4');
  const overflow = () =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
  expect(await overflow()).toBeLessThanOrEqual(0);
  await begin(page);
  // By key: the texts above come one after the other, and a click can miss what they push away.
  await teach(page).locator('summary', { hasText: 'Before and after' }).press('Enter');
  await press(page, 'Compare');
  await expect(teach(page).getByRole('table')).toBeVisible({ timeout: 60_000 });
  expect(await overflow()).toBeLessThanOrEqual(0);
});

test('a teacher can hide the Teach panel by a link', async ({ page }) => {
  await open(page, '?backend=wasm&teach_hide=1');
  await expect(page.getByRole('button', { name: 'Generate ▾' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Teach' })).toHaveCount(0);
});
