import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import firstTask from '../../src/playground/arc/tasks/first-task.json' with { type: 'json' };
import { parseMeasured } from '../../src/reasoning/measured';
import {
  heading,
  learn,
  learnTinyTask,
  open,
  RECOLOUR,
  said,
  task,
  tasks,
  votes,
} from '../support/arc-page';
import { expectAccessible } from '../support/axe';
import { instrument } from '../support/instrument';

test('the model answers a task of its training at once, and also another question with the same rule', async ({
  page,
}) => {
  await open(page, '');
  await expect(said(page)).toContainText('Solved in');
  await expect(page.locator('.status .whisper')).toHaveText('live');
  await expect(task(page)).toContainText('✓ the model knows it');
  await expect(votes(page)).toBeHidden();
  const question = task(page).getByRole('img', { name: 'Test 1, input' });
  const before = await question.innerHTML();
  await task(page).getByRole('button', { name: 'Another question' }).click();
  await expect.poll(() => question.innerHTML()).not.toBe(before);
  await expect(said(page)).toContainText(/Solved in|segments?: \d+ cells?/);
  await expect(task(page)).toContainText('The right answer');

  await expectAccessible(page);

  await instrument(page, 'Tasks');
  await tasks(page).getByRole('button', { name: 'Gravity', exact: true }).click();
  await expect(said(page)).toContainText('The model knows nothing of this task yet');
});

test('the article shows the current task in several views, and the measurements', async ({
  page,
}) => {
  const file = new URL('../../models/arc/measured.json', import.meta.url);
  const { segments, learned } = parseMeasured(JSON.parse(readFileSync(file, 'utf8')));
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  await open(page, '&task=fall-00000003&limit=2');
  const article = page.getByRole('article');
  const views = article.locator('figure', { hasText: 'in 8 views' }).getByRole('listitem');
  await expect(views).toHaveCount(8);
  const first = () => views.first().innerHTML();
  const before = await first();
  await instrument(page, 'Tasks');
  await tasks(page).getByRole('button', { name: 'Mirror', exact: true }).click();
  await expect.poll(first).not.toBe(before);
  const measured = page.getByRole('region', { name: 'What more thinking buys, measured' });
  await expect(measured).toContainText('After 2 segments, the ACT limit');
  await expect(measured).toContainText(percent(segments.known!.exact[1]!));
  const { title, questions, pass_1, pass_2 } = learned![0]!;
  const row = measured.getByRole('row', { name: title });
  await expect(row).toContainText(percent(pass_1 / questions));
  await expect(row).toContainText(percent(pass_2 / questions));
});

test('a task can be chosen, another one of its kind generated, and a link opens it again', async ({
  page,
}) => {
  await open(page);
  await expect(heading(page)).toHaveText('Gravity');
  await instrument(page, 'Tasks');
  await tasks(page).getByRole('button', { name: 'Mirror', exact: true }).click();
  await expect(heading(page)).toHaveText('Mirror');
  await expect(page).toHaveURL(/task=mirror-00000001/);
  await task(page).getByRole('button', { name: 'Another of this kind' }).click();
  await expect(page).not.toHaveURL(/task=mirror-00000001/);
  const url = page.url();
  const grids = await task(page)
    .getByRole('img', { name: /^Demonstration 1/ })
    .count();
  expect(grids).toBe(2);
  const first = await task(page).getByRole('img', { name: 'Demonstration 1, input' }).innerHTML();
  await page.reload();
  await expect(heading(page)).toHaveText('Mirror');
  await expect(task(page).getByRole('img', { name: 'Demonstration 1, input' })).toBeVisible();
  expect(page.url()).toBe(url);
  expect(await task(page).getByRole('img', { name: 'Demonstration 1, input' }).innerHTML()).toBe(
    first,
  );
});

test('a link to ARC loads only the ARC model; the Sudoku model loads when its tab is opened', async ({
  page,
}) => {
  const loaded = new Set<string>();
  page.on('request', (request) => {
    if (request.url().endsWith('.safetensors')) loaded.add(request.url());
  });
  await open(page);
  await expect(learn(page)).toContainText('trained on grids up to 10×10');
  expect(loaded.size).toBe(1);
  await page
    .getByRole('navigation', { name: 'Worlds' })
    .getByRole('link', { name: 'Sudoku' })
    .click();
  await expect(page.getByText('live', { exact: true })).toBeVisible();
  expect(loaded.size).toBe(2);
});

test('a link to an unknown task shows a note, and another task is shown', async ({ page }) => {
  await open(page, '&task=nonsense-00000001');
  await expect(page.getByLabel('Notes')).toContainText('no ARC task of the name in this link');
  await expect(heading(page)).toHaveText(firstTask.rule.title);
});

test('malformed files are listed with the reason, valid ones are opened', async ({ page }) => {
  await open(page);
  await instrument(page, 'Tasks');
  await tasks(page).locator('summary', { hasText: 'Tasks of your own' }).click();
  const file = (name: string, text: string) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  const ragged = { ...RECOLOUR, test: [{ input: [[1, 2], [3]] }] };
  await tasks(page)
    .getByLabel('Files')
    .setInputFiles([
      file('broken.json', '{"train": ['),
      file('ragged.json', JSON.stringify(ragged)),
      file('good.json', JSON.stringify(RECOLOUR)),
      file('better.json', JSON.stringify(RECOLOUR)),
    ]);
  await expect(tasks(page)).toContainText('2 tasks from 4 files');
  await expect(tasks(page)).toContainText('broken.json: is not JSON');
  await expect(tasks(page)).toContainText(
    'ragged.json: test, pair 1, input, row 2 has width 1, the rows above 2',
  );
  await expect(heading(page)).toHaveText('good');
  await tasks(page).getByRole('button', { name: 'Next' }).click();
  await expect(heading(page)).toHaveText('better');
});

test('axe finds no problem in the ARC tab', async ({ page }) => {
  test.setTimeout(150_000);
  await open(page);
  await learnTinyTask(page);
  await votes(page).locator('summary').click();
  await expectAccessible(page);
  await task(page).getByRole('switch', { name: 'Mark the colours with signs' }).click();
  for (const mode of ['You answer', 'Edit the task']) {
    await task(page).getByRole('radio', { name: mode }).click();
    await expectAccessible(page);
  }
});

test('a phone shows everything without sideways scrolling', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page);
  const overflow = () =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
  expect(await overflow()).toBeLessThanOrEqual(0);
  for (const mode of ['You answer', 'Edit the task']) {
    await task(page).getByRole('radio', { name: mode }).click();
    expect(await overflow()).toBeLessThanOrEqual(0);
  }
});
