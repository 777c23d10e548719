import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { describeGrid } from '../../src/playground/arc/grids/geometry';
import { decodeArc } from '../../src/puzzles/arc/codec';
import {
  FEW,
  bringModel,
  learn,
  learnTinyTask,
  open,
  readText,
  RECOLOUR,
  said,
  set,
  task,
  votes,
} from '../support/arc-page';
import { instrument } from '../support/instrument';

test('a task larger than the model’s canvas is learned on a larger one, and the model thinks there', async ({
  page,
}) => {
  test.setTimeout(150_000);
  await open(page, '&task=fall-00000003&limit=2&halting=off');
  await bringModel(page);
  await expect(learn(page)).toContainText(/up to 1\d cells a side, more than the 4 of any/);
  await set(page, FEW);
  await learn(page).getByRole('button', { name: 'Learn this task' }).click();
  await expect(learn(page)).toContainText('Learned · step 12', { timeout: 60_000 });
  await expect(said(page)).toContainText('2 segments, 12 steps learned');
  await expect(page.locator('.status .whisper')).toHaveText('live');
  // Small pictures have the sides of this canvas, not of the model's own.
  await instrument(page, 'Grid by grid');
  await expect(page.locator('svg.miniature').first()).toHaveAttribute('viewBox', '0 0 100 100');
});

test('a task is learned and answered, and the views vote', async ({ page }) => {
  test.setTimeout(150_000);
  await open(page);
  await learnTinyTask(page);
  await expect(said(page)).toContainText(/\d segments?, 12 steps learned/);
  await expect(votes(page)).toContainText('asked under 4 views');
  await expect(votes(page)).toContainText(/Solved at|Not solved|None of the views/);
  await expect(task(page).getByRole('img', { name: 'The right answer' })).toBeVisible();
  await expect(learn(page).getByRole('img', { name: /^Loss \d/ })).toBeVisible();

  await votes(page).getByRole('slider').press('Home');
  await expect(said(page)).toContainText('before learning');
  await expect(page.locator('.status .whisper')).toHaveText('live');
  const segment = task(page).getByRole('slider', { name: 'Segment shown' });
  await segment.press('Home');
  await expect(said(page)).toContainText('before any thought');
  await segment.press('ArrowRight');
  await expect(said(page)).toContainText('After 1 segment,');

  await task(page).getByRole('radio', { name: 'Test 2' }).click();
  await expect(task(page)).toContainText('The right answer is not known');

  await learn(page).getByRole('button', { name: 'Learn more' }).click();
  await expect(learn(page)).toContainText(/Learned · step 24/, { timeout: 60_000 });
});

test('the learned model is downloaded, and the command line asks it the same question', async ({
  page,
}, { outputDir }) => {
  test.setTimeout(150_000);
  await open(page, '&task=fall-00000003&limit=2&halting=off');
  await learnTinyTask(page);
  const folder = join(outputDir, 'taken');
  for (const [item, suffix, file] of [
    ['Weights', '.safetensors', 'model.safetensors'],
    ['config.json', '.config.json', 'config.json'],
  ] as const) {
    const coming = page.waitForEvent('download');
    await learn(page).getByRole('button', { name: 'Take away pasted, step 12' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe(`pasted-step-12${suffix}`);
    await download.saveAs(join(folder, file));
  }
  const tasks = join(folder, 'task.json');
  writeFileSync(tasks, JSON.stringify(RECOLOUR));
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      ...['--import', 'tsx', 'src/cli/main.ts', 'trace', '--model', folder],
      ...['--task', tasks, '--segments', '2', '--backend', 'cpu', '--json'],
    ],
    { encoding: 'utf8' },
  );
  expect(status).toBe(0);
  const { segments } = JSON.parse(stdout) as { segments: { tokens: number[][] }[] };
  // After the same number of segments the page shows the same answer.
  await expect(said(page)).toContainText(/2 segments, 12 steps learned/);
  const grid = decodeArc(Uint8Array.from(segments[1]!.tokens[0]!));
  await expect(task(page).getByRole('img', { name: 'The model’s answer' })).toHaveAccessibleName(
    new RegExp(`^The model’s answer[:,] ${grid === null ? 'no grid yet' : describeGrid(grid)}`),
  );
});

test('learning can be paused and resumed', async ({ page }) => {
  await open(page);
  await bringModel(page);
  await readText(page, JSON.stringify(RECOLOUR));
  await set(page, { ...FEW, Steps: '20000' });
  await learn(page).getByRole('button', { name: 'Learn this task' }).click();
  await expect(learn(page)).toContainText(/Learning · step [\d,]+ of 20,000 .* left/);
  await learn(page).getByRole('button', { name: 'Pause' }).click();
  await expect(learn(page)).toContainText(/Paused · step/);
  await learn(page).getByRole('button', { name: 'Go on' }).click();
  await expect(learn(page)).toContainText(/Learning · step/);
  await learn(page).getByRole('button', { name: 'Stop' }).click();
  await expect(learn(page).getByRole('button', { name: 'Learn this task' })).toBeVisible();
});

test('settings outside their bounds are refused', async ({ page }) => {
  await open(page);
  await set(page, { Views: '999' });
  await expect(learn(page)).toContainText('A whole number from 1 to 256.');
  await learn(page).getByLabel('Views', { exact: true }).fill('16');
  await expect(learn(page)).not.toContainText('A whole number from 1 to 256.');
  await learn(page).getByRole('button', { name: 'Reset to the proposals' }).click();
  await expect(learn(page).getByLabel('Views', { exact: true })).not.toHaveValue('16');
});
