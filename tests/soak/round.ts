import { expect, type Page } from '@playwright/test';
import { instrument } from '../support/instrument';

/** On a busy machine an emulated GPU takes many minutes for work that usually takes a second. */
export const PATIENCE = { timeout: 1_200_000 };
/** How long a lesson and an ARC task are trained in a round, in milliseconds. */
const LEARNING = 8000;

const region = (page: Page, name: string) => page.getByRole('region', { name });

async function toWorld(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.locator('.status')).toContainText(/live|thinking|learn/, PATIENCE);
}

/** Key presses on the ACT limit. There are few, because a segment takes many seconds on an emulated GPU. */
const LIMITS = {
  deep: ['Home', 'PageUp', 'ArrowRight', 'ArrowLeft'],
  shallow: ['Home', 'ArrowRight'],
};
export type Depth = keyof typeof LIMITS;

/** Thinks about the examples of the current world, with limits that rise and fall. */
async function think(page: Page, round: number, depth: Depth): Promise<void> {
  const examples = region(page, 'Examples').getByRole('button');
  const count = await examples.count();
  for (const at of [round, round + 1]) {
    await examples.nth(at % count).click();
    const limit = page.getByRole('slider', { name: 'ACT limit' });
    for (const key of LIMITS[depth]) {
      await limit.press(key);
      await page.waitForTimeout(300);
    }
    await expect(page.locator('.status')).toContainText('live', PATIENCE);
  }
}

async function teach(page: Page): Promise<void> {
  await instrument(page, 'Teach');
  const teaching = region(page, 'Teach');
  const door = teaching.getByRole('button', { name: 'Teach a model' });
  const begin = teaching.getByRole('button', { name: 'Begin', exact: true });
  await expect(door.or(begin)).toBeVisible(PATIENCE);
  if (await door.isVisible()) await door.click();
  await begin.click(PATIENCE);
  await expect(teaching).toContainText(/Solves \d+ of \d+ unseen/, PATIENCE);
  await page.waitForTimeout(LEARNING);
  await teaching.getByRole('button', { name: 'End lesson' }).click();
}

async function learn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Another of this kind' }).click();
  await instrument(page, 'Learn');
  const learning = region(page, 'Learn this task');
  await learning.getByRole('button', { name: /^(Learn this task|Learn it from)/ }).click(PATIENCE);
  await expect(learning).toContainText(/step \d+ of/, PATIENCE);
  await page.waitForTimeout(LEARNING);
  await learning.getByRole('button', { name: 'Pause' }).click();
  const forget = learning.getByRole('button', { name: 'Forget', exact: true });
  await expect(forget).toBeVisible(PATIENCE);
  await forget.click();
}

/** Visits all worlds and boards, a lesson and an ARC task. Ends where it began, with nothing running. */
export async function playRound(page: Page, round: number, depth: Depth): Promise<void> {
  await toWorld(page, 'Sudoku');
  await think(page, round, depth);
  await teach(page);
  await toWorld(page, 'Maze');
  await think(page, round, depth);
  await toWorld(page, 'ARC');
  await learn(page);
  await toWorld(page, 'Sudoku');
  await expect(page.locator('.status')).toContainText('live', PATIENCE);
}
