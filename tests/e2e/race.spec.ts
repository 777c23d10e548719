import { expect, test, type Page } from '@playwright/test';
import { firstMaze } from '../../src/puzzles/maze/first-maze';
import { solveMaze } from '../../src/puzzles/maze/solver';
import { FIRST_EXAMPLE } from '../../src/puzzles/sudoku/examples';
import { SUDOKU_9 } from '../../src/puzzles/sudoku/geometry';
import { SudokuSolver } from '../../src/puzzles/sudoku/solver';
import { expectAccessible } from '../support/axe';
import { HALTS_AFTER } from '../support/first-thought';

const verdict = (page: Page) => page.locator('.verdict');
const bar = (page: Page) => page.getByRole('region', { name: 'You and the model' });
const enter = (page: Page) => page.getByRole('button', { name: 'You try' }).click();

const SIDE = 15;
const MAZE = firstMaze(SIDE);
const WAY = solveMaze(MAZE)!.path;

test.beforeEach(async ({ page }) => {
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.route('**/*.safetensors', () => undefined);
});

test('a Sudoku is solved by keyboard in a race, while the model’s thought is hidden', async ({
  page,
}) => {
  const { solution } = new SudokuSolver(SUDOKU_9).solve(FIRST_EXAMPLE.puzzle);
  await page.goto('/');
  await expect(page.locator('.thought .cell-digit').first()).toBeVisible();
  await enter(page);
  await expect(page.locator('.thought .cell-digit, .timeline, .instruments')).toHaveCount(0);
  await expect(verdict(page)).toHaveText('Your turn. The clock starts with your first digit.');
  await expect(bar(page)).toContainText('starts when you do');
  await expectAccessible(page, { within: '.workbench' });

  await page.getByRole('gridcell', { name: /^Row 1, column 1:/ }).click();
  await page.keyboard.press('6');
  await expect(verdict(page)).toHaveText('1 of 55 cells filled; 1 cell breaks a rule.');
  await page.keyboard.press('Control+z');
  await expect(verdict(page)).toHaveText('0 of 55 cells filled.');
  for (let row = 0; row < 9; row++) {
    for (let column = 0; column < 9; column++) {
      await page.keyboard.press(String(solution![9 * row + column]));
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('ArrowDown');
  }
  await expect(verdict(page)).toHaveText(
    new RegExp(
      `^Right, in \\d:\\d\\d\\. You were first; the model needs 2:30 for its ${HALTS_AFTER} segments\\.$`,
    ),
  );
  await bar(page).getByRole('button', { name: 'Its thought' }).click();
  await expect(bar(page).getByRole('img')).toBeVisible();

  // The race is an entry in the browser's history. Its digits are still there on the way back.
  await expect(page).toHaveURL(/race=on/);
  await page.goBack();
  await expect(page.locator('.timeline')).toBeVisible();
  await page.goForward();
  await expect(verdict(page)).toContainText('Right, in');
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(verdict(page)).toContainText('Your turn.');
});

test('a path through the maze is drawn by keyboard and by mouse', async ({ page }) => {
  await page.goto('/maze/?race=on');
  const maze = page.getByRole('application');
  await expect(maze).toBeVisible();
  await expectAccessible(page, { within: '.workbench' });
  await maze.focus();
  for (const [at, cell] of WAY.slice(1, 6).entries())
    await page.keyboard.press(keyFor(WAY[at]!, cell));
  await expect(verdict(page)).toHaveText('5 steps so far.');
  await page.keyboard.press('Backspace');
  await expect(verdict(page)).toHaveText('4 steps so far.');
  // The mouse continues the path.
  const place = await placeIn(page);
  await page.mouse.move(...place(WAY[4]!));
  await page.mouse.down();
  for (const cell of WAY.slice(5)) await page.mouse.move(...place(cell));
  await page.mouse.up();
  await expect(verdict(page)).toHaveText(/^Right, in \d:\d\d\. You were first/);
  await page.getByRole('button', { name: 'Leave' }).click();
  await expect(page.locator('.timeline')).toBeVisible();
  await expect(page).not.toHaveURL(/race/);
});

test('a teacher can hide the race; ARC has its own', async ({ page }) => {
  await page.goto('/?race_hide=1');
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'You try' })).toHaveCount(0);
  await page.keyboard.press('y');
  await expect(page.locator('.timeline')).toBeVisible();
  await page.goto('/arc/?race=on');
  await expect(page.locator('.timeline')).toBeVisible();
  await expect(page.getByRole('button', { name: 'You try' })).toHaveCount(0);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('digits and path can be tapped, with board, tools and clocks on the screen', async ({
    page,
  }) => {
    await page.goto('/?race=on');
    await page.getByRole('gridcell', { name: /^Row 1, column 1:/ }).tap();
    await page.getByRole('button', { name: 'Write 2' }).tap();
    await expect(page.getByRole('gridcell', { name: 'Row 1, column 1: 2, yours' })).toBeVisible();
    for (const part of ['.board', '.pad', '.race-bar']) {
      await expect(page.locator(part)).toBeInViewport({ ratio: 1 });
    }
    await page.goto('/maze/?race=on');
    const place = await placeIn(page);
    const turns = WAY.filter((cell, at) => at > 0 && WAY[at + 1]! - cell !== cell - WAY[at - 1]!);
    for (const cell of turns) await page.touchscreen.tap(...place(cell));
    await expect(verdict(page)).toHaveText(/^Right, in /);
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(beyond).toBeLessThanOrEqual(0);
  });
});

function keyFor(from: number, to: number): string {
  if (to === from + 1) return 'ArrowRight';
  if (to === from - 1) return 'ArrowLeft';
  return to > from ? 'ArrowDown' : 'ArrowUp';
}

/** Where the middle of a cell of the maze is on the screen. */
async function placeIn(page: Page): Promise<(cell: number) => [number, number]> {
  const { x, y, width } = (await page.locator('.maze-stage').boundingBox())!;
  const scale = width / (SIDE + 0.16);
  return (cell) => [
    x + scale * ((cell % SIDE) + 0.58),
    y + scale * (Math.floor(cell / SIDE) + 0.58),
  ];
}
