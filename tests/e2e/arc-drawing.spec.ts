import { expect, test, type Page } from '@playwright/test';
import { open, readText, RECOLOUR, task, tasks } from '../support/arc-page';

/** The text that judges the visitor's own answer. */
const told = (page: Page) => task(page).locator('.own-verdict');

test('a visitor draws an answer by mouse and by keyboard and sees whether it is right', async ({
  page,
}) => {
  await open(page);
  await readText(page, JSON.stringify(RECOLOUR));
  await task(page).getByRole('radio', { name: 'You answer' }).click();
  const grid = task(page).getByRole('grid', { name: 'Your answer' });
  await task(page).getByRole('button', { name: 'Copy the input' }).click();
  await task(page).getByRole('button', { name: 'Is it right?' }).click();
  await expect(told(page)).toContainText('3 cells differ');

  await task(page).getByRole('radio', { name: '2, red' }).click();
  const cell = (name: string) => grid.getByRole('gridcell', { name });
  const [from, to] = [
    (await cell('Row 1, column 1').boundingBox())!,
    (await cell('Row 1, column 2').boundingBox())!,
  ];
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2);
  await page.mouse.up();
  await expect(cell('Row 1, column 2: red')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('5');
  await page.keyboard.press('Space');
  await expect(cell('Row 2, column 2: grey')).toBeFocused();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await task(page).getByRole('button', { name: 'Is it right?' }).click();
  await expect(told(page)).toHaveText(/^Right\./);

  await task(page).getByLabel('Rows', { exact: true }).fill('3');
  await expect(grid).toHaveAttribute('aria-rowcount', '3');
  await task(page).getByRole('button', { name: 'Is it right?' }).click();
  await expect(told(page)).toContainText('the answer is 3×2, the right one 2×2');
});

test('the grids of a task can be edited, and the task can be copied as text', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await readText(page, JSON.stringify(RECOLOUR));
  await task(page).getByRole('radio', { name: 'Edit the task' }).click();
  await task(page).getByRole('button', { name: 'Add a pair' }).click();
  await task(page).getByRole('button', { name: 'Draw on: Demonstration 3, output' }).click();
  await task(page).getByRole('radio', { name: '4, yellow' }).click();
  await task(page).getByRole('radio', { name: 'Fill' }).click();
  const grid = task(page).getByRole('grid', { name: 'Demonstration 3, output' });
  await grid.getByRole('gridcell', { name: 'Row 1, column 1' }).click();
  const title = task(page).locator('.arc-heading');
  await expect(title).toContainText('edited');
  await task(page).locator('summary', { hasText: 'Copy or save it' }).click();
  await task(page).getByRole('button', { name: 'Copy as JSON' }).click();
  await expect(task(page)).toContainText('Copied');
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as {
    train: { output: number[][] }[];
  };
  expect(copied.train[2]!.output).toEqual([
    [4, 2],
    [2, 0],
  ]);
  await task(page).getByRole('button', { name: 'Restore the task' }).click();
  await expect(title).not.toContainText('edited');

  await page.keyboard.press('Control+v');
  await expect(task(page).getByRole('img', { name: 'Demonstration 3, output' })).toBeVisible();
  await expect(tasks(page)).toContainText('1 task from what was pasted');
});
