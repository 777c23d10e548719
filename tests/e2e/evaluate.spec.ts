import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';

async function openMeasure(page: Page, query: string) {
  await page.goto(query);
  await page.getByRole('tab', { name: 'Measure' }).click();
  return page.getByRole('region', { name: 'Measure', exact: true });
}

test('a model is evaluated on fresh puzzles, and a wrong answer can be put on the board', async ({
  page,
}) => {
  const measure = await openMeasure(page, '?world=maze');
  await measure.getByLabel('How many').fill('3');
  await measure.getByText('How it thinks').click();
  await measure.getByLabel('Segments', { exact: true }).fill('1');
  await measure.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect(measure.getByText(/^3 puzzles in/)).toBeVisible({ timeout: 40_000 });
  await expect(measure.getByRole('slider')).toHaveAttribute('aria-valuetext', /^1 of 1: Maze/);
  // One of these three puzzles takes more than one segment.
  const failed = measure.getByRole('button', { name: /^Puzzle \d: \d+ wrong/ });
  await expect(failed).not.toHaveCount(0);
  const before = page.url();
  await failed.first().click();
  await expect.poll(() => page.url()).not.toBe(before);
  expect(page.url()).toContain('puzzle=');

  await measure.getByText('Take the figures away').click();
  const downloaded = page.waitForEvent('download');
  await measure.getByRole('button', { name: 'JSON' }).click();
  const file = await (await downloaded).path();
  const { runs } = JSON.parse(await readFile(file, 'utf8')) as {
    runs: { count: number; exact: number[]; dataset: string }[];
  };
  expect(runs).toMatchObject([{ count: 3, exact: [expect.any(Number)] }]);
  expect(runs[0]!.dataset).toBe('dataset maze --count 3 --seed 1 --size 15 --min-path 15 --unique');
});

test('larger mazes of a list are measured on a board on which they fit', async ({ page }) => {
  const measure = await openMeasure(page, '?world=maze');
  await measure.getByLabel('Puzzles').selectOption('A list of your own');
  const row = `${' '.repeat(18)}##`;
  await measure
    .getByRole('textbox', { name: /Paste or drop/ })
    .fill(`S${row.slice(1)}${row.repeat(18)}${row.slice(0, -2)} G`);
  await expect(measure.getByText('1 puzzle to measure on, on a board of 20×20.')).toBeVisible();
  await measure.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect(measure.getByText(/^1 puzzle in/)).toBeVisible({ timeout: 60_000 });
});

test('a list of the visitor’s own is read, and a run can be paused, resumed and ended', async ({
  page,
}) => {
  const measure = await openMeasure(page, '?world=sudoku');
  await measure.getByLabel('Puzzles').selectOption('A list of your own');
  const puzzle =
    '5..7..92..2....4..14....3...7...62.9............92...12..58.6......9.7...3.....4.';
  await measure.getByRole('textbox', { name: /Paste or drop/ }).fill(`${puzzle}\n`.repeat(30));
  await expect(measure.getByText('30 puzzles to measure on.')).toBeVisible();
  await measure.getByRole('button', { name: 'Measure', exact: true }).click();
  await measure.getByRole('button', { name: 'Pause' }).click();
  await expect(measure.getByText(/^Paused after \d+ of 30 puzzles/)).toBeVisible();
  await measure.getByRole('button', { name: 'Go on' }).click();
  await measure.getByRole('button', { name: 'Cancel' }).click();
  await expect(measure.getByText(/^Ended after \d+ of 30 puzzles/)).toBeVisible();
  await measure.getByRole('button', { name: /^Remove/ }).click();
  await expect(measure.getByText(/^Ended/)).toHaveCount(0);
});
