import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from '../support/axe';
import { HALTS_AFTER } from '../support/first-thought';
import { instrument } from '../support/instrument';
import { mazeModelFiles } from '../support/maze-model';

/** Each test loads two models, which takes long on a slow machine. */
test.setTimeout(180_000);

const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Worlds' }).getByRole('link', { name });
const verdict = (page: Page) => page.locator('.verdict');
const maze = (page: Page) => page.getByRole('grid', { name: /^Maze/ });
const editor = (page: Page) => page.getByRole('region', { name: 'Your own maze' });
const live = (page: Page) => expect(page.locator('.status .whisper')).toHaveText('live');
const puzzleIn = (page: Page) => new URL(page.url()).searchParams.get('puzzle');

/** The page thinking on wasm; its errors fail the test. */
async function open(page: Page, query = ''): Promise<void> {
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`/?backend=wasm${query}`);
}

/** Loads a maze model with random weights. The page then opens the maze tab with this model. */
async function bringModel(page: Page, side: number): Promise<void> {
  await instrument(page, 'Model');
  await page.getByRole('button', { name: 'Models…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Models' });
  await dialog.locator('input[type=file]').setInputFiles(mazeModelFiles(side));
  await expect(page.getByRole('grid', { name: `Maze, ${side} by ${side}` })).toBeVisible();
  await expect(dialog).toHaveCount(0);
}

test('a maze model opens the maze tab; each world keeps its puzzle and its thought', async ({
  page,
}) => {
  await open(page);
  await live(page);
  await bringModel(page, 11);
  await expect(tab(page, 'Maze')).toHaveAttribute('aria-current', 'page');
  await expect(page).toHaveURL(/\/maze\//);
  await live(page);
  await expect(verdict(page)).toContainText(
    /fter \d+ segments?: (no path to the goal|a path that reaches the goal)/,
  );
  await expect(editor(page)).toContainText('One shortest path');
  await expect(editor(page)).toContainText('11×11');
  await expect.poll(() => puzzleIn(page)).toMatch(/^11\./);
  const first = puzzleIn(page);
  await page.getByRole('button', { name: 'Spiral', exact: true }).click();
  await expect.poll(() => puzzleIn(page)).not.toBe(first);
  const spiral = puzzleIn(page);

  await tab(page, 'Sudoku').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid', { name: 'Sudoku board' })).toBeVisible();
  await live(page);
  await expect(verdict(page)).toContainText(`Solved in ${HALTS_AFTER} segments`);
  await expect(page).not.toHaveURL(/\/maze\//);

  await tab(page, 'Maze').click();
  await expect(page.getByRole('button', { name: 'Spiral', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect.poll(() => puzzleIn(page)).toBe(spiral);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Spiral', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await live(page);
});

test('walls can be drawn and undone, the goal dragged, and the model thinks again', async ({
  page,
}) => {
  await open(page);
  await bringModel(page, 9);
  await live(page);
  await page.getByRole('button', { name: 'Bare', exact: true }).click();
  await page.getByRole('button', { name: 'Draw walls' }).click();
  const board = maze(page).locator('svg');
  await board.scrollIntoViewIfNeeded();
  const box = (await board.boundingBox())!;
  const at = (row: number, column: number) =>
    [box.x + ((column + 0.5) / 9) * box.width, box.y + ((row + 0.5) / 9) * box.height] as const;
  const drag = async (from: readonly [number, number], to: readonly [number, number]) => {
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(...to, { steps: 6 });
    await page.mouse.up();
  };
  await drag(at(4, 0), at(4, 8));
  await expect(editor(page)).toContainText('No way leads from start to goal');
  await live(page);
  await expect(verdict(page)).toContainText(/no way (leads )?to the goal/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(editor(page)).toContainText('shortest paths of 12 steps');
  await drag(at(7, 7), at(1, 3));
  await expect(editor(page)).toContainText('One shortest path, 2 steps');

  await maze(page).focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('g');
  await expect(editor(page)).toContainText('2 shortest paths of 2 steps');
  await page.keyboard.press('Control+z');
  await expect(editor(page)).toContainText('One shortest path, 2 steps');
});

test('the shipped models think about mazes of other sizes, chosen, pasted or in a link', async ({
  page,
}) => {
  const sized = (side: number) => page.getByRole('grid', { name: `Maze, ${side} by ${side}` });
  await open(page, '&world=maze');
  await live(page);
  await expect(sized(15)).toBeVisible();
  await editor(page).getByRole('radio', { name: '20×20' }).click();
  await expect(sized(20)).toBeVisible();
  await live(page);
  await expect.poll(() => puzzleIn(page)).toMatch(/^20\./);
  await page.reload();
  await expect(sized(20)).toBeVisible();
  await live(page);

  await page.getByRole('button', { name: 'Paste', exact: true }).click();
  const walls = '#'.repeat(17);
  await page
    .getByRole('textbox')
    .fill([walls, `#S${' '.repeat(13)}G#`, ...Array<string>(15).fill(walls)].join('\n'));
  await page.getByRole('button', { name: 'Use this puzzle' }).click();
  await expect(sized(17)).toBeVisible();
  await expect(editor(page)).toContainText('One shortest path, 14 steps');
  await expect(editor(page)).toContainText('This model was trained on 9×9, 15×15, and 20×20.');
  await live(page);

  await page.goBack();
  await expect(sized(20)).toBeVisible();
  await editor(page).getByRole('radio', { name: '15×15' }).click();
  await expect(sized(15)).toBeVisible();
  await live(page);
  await expect(editor(page)).not.toContainText('trained on');

  // The model that was trained on this size thinks about it.
  await editor(page).getByRole('radio', { name: '30×30' }).click();
  await expect(sized(30)).toBeVisible();
  await expect(editor(page)).not.toContainText('trained on');
});

test('a maze can be pasted; a wrong one gives a message and changes nothing', async ({ page }) => {
  await open(page);
  await bringModel(page, 9);
  const paste = async (text: string) => {
    await page.getByRole('textbox').fill(text);
    await page.getByRole('button', { name: 'Use this puzzle' }).click();
  };
  await page.getByRole('button', { name: 'Paste', exact: true }).click();
  await paste('S..\n...');
  await expect(page.getByRole('alert')).toBeVisible();
  await paste(Array(31).fill('#'.repeat(31)).join('\n'));
  await expect(page.getByRole('alert')).toContainText('maze of 31×31 cells');
  await paste(`S${'.'.repeat(79)}G`);
  await expect(page.getByRole('textbox')).toHaveCount(0);
  await expect(editor(page)).toContainText('shortest paths of 16 steps');
});

test('a generated maze has one shortest path; a search is shown beside the thought', async ({
  page,
}) => {
  await open(page);
  await bringModel(page, 9);
  await page.getByRole('button', { name: /Generate/ }).click();
  await page.getByRole('menuitem', { name: 'corridors', exact: true }).click();
  await expect(editor(page)).toContainText('One shortest path');
  await instrument(page, 'Does it search?');
  const search = page.getByRole('region', { name: 'Does it search?' });
  await search.getByRole('button', { name: 'Frontier' }).click();
  await expect(search.getByRole('slider')).toHaveValue('4');
  await expect(search).toContainText(/The search (has gone|is at the goal)|At this pace/);
  await live(page);
  await expect(search.getByRole('img', { name: /^How sure the model is of path/ })).toBeVisible();
});

test('a link to an unavailable world, or with a maze that cannot be read, shows a note', async ({
  page,
}) => {
  await open(page, '&world=mars');
  await expect(page.getByLabel('Notes')).toContainText('world=mars');
  await bringModel(page, 9);
  await live(page);
  const model = new URL(page.url()).searchParams.get('model')!;
  await page.goto(`/?backend=wasm&world=maze&model=${model}&puzzle=9.1.1.AAAA`);
  await expect(page.getByLabel('Notes')).toContainText('it should be a maze');
  await expect(maze(page)).toBeVisible();
});

test('on a phone the tab fits, and axe finds no problem', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page);
  await bringModel(page, 15);
  await live(page);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await expectAccessible(page);
});
