import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from '../support/axe';

const WORLDS = ['sudoku', 'maze', 'arc'] as const;

const dock = (page: Page) => page.getByRole('region', { name: 'The thought, beside the text' });
const chapter = (page: Page, name: string) => page.getByRole('heading', { name });

/** Brings a chapter of the article to the top of the screen. */
async function read(page: Page, name: string): Promise<void> {
  await chapter(page, name).evaluate((heading) => heading.scrollIntoView());
}

/** The page with the recorded thought of a world. Its weights never arrive. */
async function open(page: Page, world: string): Promise<void> {
  await page.route('**/*.safetensors', () => undefined);
  await page.goto(`/?world=${world}&speed=8`);
  await expect(page.locator('.status .whisper')).toContainText('recorded earlier');
}

for (const world of WORLDS) {
  test(`${world}: on a wide screen the stage stays beside the text and plays there`, async ({
    page,
  }) => {
    await open(page, world);
    await expect(dock(page)).toHaveCount(0);
    await expect(chapter(page, 'Knowing when to stop')).toBeAttached();
    const left = (await chapter(page, 'Knowing when to stop').boundingBox())!.x;
    await read(page, 'Knowing when to stop');
    await expect(dock(page)).toBeInViewport({ ratio: 1 });
    // The text does not move when the stage appears.
    expect((await chapter(page, 'Knowing when to stop').boundingBox())!.x).toBe(left);
    const limit = dock(page).getByRole('slider', { name: 'ACT limit' });
    await limit.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await dock(page).getByRole('button', { name: 'Play' }).click();
    await expect(dock(page).getByRole('slider', { name: 'Segment shown' })).toHaveAttribute(
      'aria-valuenow',
      '2',
    );
    await expect(dock(page)).toContainText(/after [12]|Solved in/i);
    await expectAccessible(page, { within: '.dock-place' });
    // The stage itself shows the same thought.
    await dock(page).getByRole('button', { name: 'To the whole stage' }).click();
    await expect(page.getByRole('slider', { name: 'ACT limit' }).first()).toHaveAttribute(
      'aria-valuenow',
      '2',
    );
  });
}

test('on a phone a button leads to the stage, and another one back to the same place in the text', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, 'sudoku');
  const there = page.getByRole('button', { name: 'To the board' });
  const back = page.getByRole('button', { name: 'Back to the text' });
  await expect(there).toHaveCount(0);
  await expect(chapter(page, 'Knowing when to stop')).toBeAttached();
  await read(page, 'Knowing when to stop');
  const top = async () => (await chapter(page, 'Knowing when to stop').boundingBox())!.y;
  const before = await top();
  await there.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid', { name: 'Sudoku board' })).toBeInViewport({ ratio: 1 });
  await expect(back).toBeFocused();
  const step = (await back.boundingBox())!;
  const transport = (await page.locator('.transport').boundingBox())!;
  expect(step.y + step.height).toBeLessThanOrEqual(transport.y);
  // A taller instrument pushes the text down; the way back takes that into account.
  await page.getByRole('tab', { name: 'Model', exact: true }).click();
  await back.focus();
  await page.keyboard.press('Enter');
  // Exact to a pixel: heights may be fractions of a pixel.
  await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThan(1.5);
  await expect(dock(page)).toHaveCount(0);
});

for (const world of WORLDS) {
  test(`${world}: a term highlights what it names on the stage, by pointer and by keyboard`, async ({
    page,
  }) => {
    await open(page, world);
    await read(page, 'What am I looking at?');
    await expect(dock(page)).toBeVisible();
    const term = (name: string) => page.getByRole('button', { name, exact: true }).first();
    const lit = (selector: string) => dock(page).locator(selector);
    await expect(page.locator('[data-lit]')).toHaveCount(0);
    await term('ACT limit').hover();
    await expect(lit('.limit')).toHaveAttribute('data-lit');
    await expect(lit('.limit')).toHaveCSS('outline-style', 'solid');
    await expect(dock(page).locator('.meaning')).toContainText('The most segments');
    await expect(term('ACT limit')).toHaveAccessibleDescription(/The most segments/);
    await page.mouse.move(2, 2);
    await expect(page.locator('[data-lit]')).toHaveCount(0);
    await term('Q head').focus();
    await expect(lit('.q-values')).toHaveAttribute('data-lit');
    await page.keyboard.press('Tab');
    await expect(lit('.q-values')).not.toHaveAttribute('data-lit');
    // Formulas and figures are highlighted too.
    await page.locator('#two-clocks').evaluate((heading) => heading.scrollIntoView());
    await page
      .locator('.chapter', { hasText: 'HRM has four parts' })
      .locator('.term')
      .nth(2)
      .focus();
    await expect(page.locator("math [data-part='z_H']")).toHaveAttribute('data-lit');
    await expect(page.locator(".segment-figure [data-part='z_H']")).toHaveAttribute('data-lit');
  });
}

test('on a phone a tapped term shows its meaning and a button to what it names', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, 'maze');
  await read(page, 'What am I looking at?');
  await page.getByRole('button', { name: 'ACT limit', exact: true }).first().click();
  await expect(page.locator('.meaning-below')).toContainText('The most segments');
  await page.getByRole('button', { name: 'Show it on the stage' }).click();
  await expect(page.locator('.transport .limit')).toHaveAttribute('data-lit');
  await expect(page.locator('.maze-stage')).toBeInViewport({ ratio: 1 });
  await page.getByRole('button', { name: 'Back to the text' }).click();
  await expect(page.getByRole('button', { name: 'ACT limit', exact: true }).first()).toBeFocused();
});

test('a step of the figure highlights its state and formula and shows the answer at that step', async ({
  page,
}) => {
  await page.goto('/?speed=8&limit=2&halting=off');
  await expect(page.locator('.status .whisper')).toHaveText('live', { timeout: 50_000 });
  await read(page, 'Two clocks');
  const figure = page.getByRole('slider', { name: /^Steps of a segment/ });
  await figure.scrollIntoViewIfNeeded();
  await expect(page.locator('.segment-figure .segment-now')).toHaveText('segment 2');
  await page.getByRole('button', { name: 'Show what each step would answer' }).click();
  await figure.focus();
  await page.keyboard.press('ArrowRight');
  await expect(figure).toHaveAttribute(
    'aria-valuetext',
    'step 1 of 12: z_L from z_L, z_H, the puzzle',
  );
  await expect(page.locator("math [data-part='z_L']")).toHaveAttribute('data-lit');
  await expect(page.locator('.beats circle.pointed')).toHaveCount(1);
  await expect(dock(page)).toContainText('What it would answer after step 1');
  await expect(page.locator('.step-told')).toContainText(/in segment 2 it moves by \d\.\d\d/);
  // Before the last step the board does not show the answer of the segment yet.
  await expect(dock(page).locator('.step-board .miniature')).toBeVisible();
  await page.keyboard.press('End');
  await expect(figure).toHaveAttribute('aria-valuetext', 'the answer is read from z_H');
  await expect(dock(page).locator('.dock-board')).toHaveAttribute('data-lit');
  await page.keyboard.press('Tab');
  await expect(page.locator('[data-lit]')).toHaveCount(0);
});

test('chapters are links, and a number in a sentence drags the limit', async ({ page }) => {
  await page.goto('/#dimensions');
  // Figures above the chapter arrive later and do not push it away.
  await expect(
    page.getByRole('region', { name: 'What more thinking buys, measured' }),
  ).toBeAttached();
  await expect(chapter(page, 'How many dimensions?')).toBeInViewport();
  await page.getByRole('navigation', { name: 'Chapters' }).getByRole('link').nth(5).click();
  await expect(page).toHaveURL(/#halting$/);
  await expect(chapter(page, 'Knowing when to stop')).toBeInViewport();
  await expect(page.getByRole('navigation', { name: 'Chapters' }).getByRole('link')).toHaveCount(
    10,
  );
  const dial = page.getByRole('slider', { name: 'Segments at most' }).first();
  await dial.scrollIntoViewIfNeeded();
  const box = (await dial.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 40, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(dial).toHaveAttribute('aria-valuenow', '12');
  await page.keyboard.press('Home');
  await expect(page.locator('.limit').first()).toHaveAttribute('aria-valuenow', '1');
});

for (const world of ['sudoku', 'arc']) {
  test(`axe finds no problem in the article (${world})`, async ({ page }) => {
    test.slow(); // axe reads a lot of text
    await open(page, world);
    await read(page, 'Two clocks');
    await expect(dock(page)).toBeVisible();
    await expectAccessible(page, { within: '.reading' });
  });
}
