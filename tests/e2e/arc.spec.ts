import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { configJson, safetensorsOf } from '../../src/checkpoint/model-folder';
import { describeGrid } from '../../src/playground/arc/grids/geometry';
import { decodeArc } from '../../src/puzzles/arc/codec';
import { tinyModel } from '../support/tiny-model';

const task = (page: Page) => page.getByRole('region', { name: 'The task' });
const learn = (page: Page) => page.getByRole('region', { name: 'Learn this task' });
const votes = (page: Page) => page.getByRole('region', { name: 'Votes' });
const tasks = (page: Page) => page.getByRole('region', { name: 'Tasks' });
const heading = (page: Page) => task(page).getByRole('heading', { level: 2 });
const said = (page: Page) => task(page).locator('.verdict');

/** A task that the shipped model was not trained on. */
const UNKNOWN = '&task=fall-00000003';

/** The ARC tab; errors of the page fail the test. */
async function open(page: Page, query = UNKNOWN): Promise<void> {
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`/?world=arc&backend=onnx${query}`);
  await expect(page.getByRole('region', { name: 'Demonstrations' })).toBeVisible();
}

/** A task in which every 1 becomes a 2, as a file would have it. */
const RECOLOUR = {
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

async function readText(page: Page, text: string): Promise<void> {
  const box = tasks(page).getByLabel('Text');
  if (!(await box.isVisible())) {
    await tasks(page).locator('summary', { hasText: 'Tasks of your own' }).click();
  }
  await box.fill(text);
  await tasks(page).getByRole('button', { name: 'Read' }).click();
}

/** A model of random weights with a canvas of 4×4. */
async function bringModel(page: Page): Promise<void> {
  const { config, weights } = tinyModel({
    ...{ vocab_size: 12, seq_len: 16, puzzle_emb_ndim: 8, num_puzzle_identifiers: 2 },
    puzzle: { world: 'arc', width: 4, height: 4 },
  });
  const mimeType = 'application/octet-stream';
  await learn(page).locator('summary', { hasText: 'A model of your own' }).click();
  await learn(page)
    .locator('input[type=file]')
    .setInputFiles([
      { name: 'config.json', mimeType, buffer: Buffer.from(configJson(config)) },
      {
        name: 'tiny.safetensors',
        mimeType,
        buffer: Buffer.from(safetensorsOf({ config, weights }, 'F32')),
      },
    ]);
  await expect(learn(page)).toContainText('grids up to 4×4');
}

async function set(page: Page, settings: Readonly<Record<string, string>>): Promise<void> {
  await learn(page).locator('summary', { hasText: 'Settings' }).click();
  for (const [name, value] of Object.entries(settings)) {
    await learn(page).getByLabel(name, { exact: true }).fill(value);
  }
}

const FEW = { Steps: '12', Views: '4', Batch: '4', Segments: '2', 'Answer segments': '2' };

async function learnTinyTask(page: Page): Promise<void> {
  await bringModel(page);
  await readText(page, JSON.stringify(RECOLOUR));
  await set(page, { ...FEW, 'Answer every': '4' });
  await learn(page).getByRole('button', { name: 'Learn this task' }).click();
  await expect(learn(page)).toContainText('Learned · step 12 of 12', { timeout: 60_000 });
}

test('a task the model was trained on is answered at once, and so is another question of its rule', async ({
  page,
}) => {
  await open(page, '');
  await expect(said(page)).toContainText('a rule it knows from its training', { timeout: 30_000 });
  await expect(task(page)).toContainText('Right.');
  await expect(task(page)).toContainText('✓ the model knows it');
  await expect(votes(page)).toBeHidden();
  const question = task(page).getByRole('img', { name: 'Test 1, input' });
  const before = await question.innerHTML();
  await task(page).getByRole('button', { name: 'Another question' }).click();
  await expect.poll(() => question.innerHTML()).not.toBe(before);
  await expect(said(page)).toContainText('a rule it knows from its training', { timeout: 30_000 });
  await expect(task(page)).toContainText('The right answer');

  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await tasks(page).getByRole('button', { name: 'Gravity', exact: true }).click();
  await expect(said(page)).toContainText('The model knows nothing of this task yet.');
});

test('a task is chosen, another of its kind made, and a link leads back to it', async ({
  page,
}) => {
  await open(page);
  await expect(heading(page)).toHaveText('Gravity');
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

test('a link to ARC loads the model of ARC alone, and that of Sudoku when its tab is opened', async ({
  page,
}) => {
  const loaded = new Set<string>();
  page.on('request', (request) => {
    if (request.url().endsWith('.safetensors')) loaded.add(request.url());
  });
  await open(page);
  await expect(learn(page)).toContainText('grids up to 10×10');
  expect(loaded.size).toBe(1);
  await page.getByRole('navigation').getByRole('link', { name: 'Sudoku' }).click();
  await expect(page.getByText('live', { exact: true })).toBeVisible();
  expect(loaded.size).toBe(2);
});

test('a link to no task is noted, and there is a task all the same', async ({ page }) => {
  await open(page, '&task=nonsense-00000001');
  await expect(page.getByLabel('Notes')).toContainText('no ARC task nonsense-00000001');
  await expect(heading(page)).toHaveText('Hollow');
});

test('malformed files are named with their reason, sound ones are opened', async ({ page }) => {
  await open(page);
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

test('a task is learned and answered, the views vote, and too large a task is not tried', async ({
  page,
}) => {
  test.setTimeout(150_000);
  await open(page);
  await bringModel(page);
  await expect(learn(page)).toContainText(/too big for the model: its largest side is 1\d/);
  await page.reload();
  await learnTinyTask(page);
  await expect(said(page)).toContainText(/After \d segments?, 12 steps learned/);
  await expect(votes(page)).toContainText('asked under 4 views');
  await expect(votes(page)).toContainText(/Solved at|Not solved|None of the views/);
  await expect(task(page).getByRole('img', { name: 'The right answer' })).toBeVisible();
  await expect(learn(page).getByRole('img', { name: /^Loss \d/ })).toBeVisible();

  await votes(page).getByRole('slider').press('Home');
  await expect(said(page)).toContainText('before learning');
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

test('what was learned is taken away, and the command line asks it the question', async ({ page }, {
  outputDir,
}) => {
  test.setTimeout(150_000);
  await open(page);
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
  // After as many segments the page shows the same answer.
  await expect(said(page)).toContainText('After 2 segments');
  const grid = decodeArc(Uint8Array.from(segments[1]!.tokens[0]!));
  await expect(task(page).getByRole('img', { name: 'The model’s answer' })).toHaveAccessibleName(
    new RegExp(`^The model’s answer[:,] ${grid === null ? 'no grid yet' : describeGrid(grid)}`),
  );
});

test('learning is paused and goes on', async ({ page }) => {
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

test('settings keep their bounds', async ({ page }) => {
  await open(page);
  await set(page, { Views: '999' });
  await expect(learn(page)).toContainText('A whole number from 1 to 256.');
  await learn(page).getByLabel('Views', { exact: true }).fill('16');
  await expect(learn(page)).not.toContainText('A whole number from 1 to 256.');
  await learn(page).getByRole('button', { name: 'Reset to the proposals' }).click();
  await expect(learn(page).getByLabel('Views', { exact: true })).not.toHaveValue('16');
});

test('one answers oneself, by mouse and by key, and is told right from wrong', async ({ page }) => {
  await open(page);
  await readText(page, JSON.stringify(RECOLOUR));
  await task(page).getByRole('radio', { name: 'You answer' }).click();
  const grid = task(page).getByRole('grid', { name: 'Your answer' });
  await task(page).getByRole('button', { name: 'Copy the input' }).click();
  await task(page).getByRole('button', { name: 'Is it right?' }).click();
  await expect(said(page)).toContainText('3 cells differ');

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
  await expect(said(page)).toHaveText(/^Right\./);

  await task(page).getByLabel('Rows', { exact: true }).fill('3');
  await expect(grid).toHaveAttribute('aria-rowcount', '3');
  await task(page).getByRole('button', { name: 'Is it right?' }).click();
  await expect(said(page)).toContainText('the answer is 3×2, the right one 2×2');
});

test('a task is changed grid by grid and copied out', async ({ page, context }) => {
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

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing to mend in the ARC tab (${scheme})`, async ({ page }) => {
    test.setTimeout(150_000);
    const check = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    };
    await page.emulateMedia({ colorScheme: scheme });
    await open(page);
    await learnTinyTask(page);
    await votes(page).locator('summary').click();
    await check();
    await task(page).getByRole('switch').click();
    for (const mode of ['You answer', 'Edit the task']) {
      await task(page).getByRole('radio', { name: mode }).click();
      await check();
    }
  });
}

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
