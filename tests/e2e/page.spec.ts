import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { parseMeasured } from '../../src/reasoning/measured';
import { expectAccessible } from '../support/axe';
import { HALTS_AFTER } from '../support/first-thought';

const limit = (page: Page) => page.getByRole('slider', { name: 'ACT limit' });
const shown = (page: Page) => page.getByRole('slider', { name: 'Segment shown' });
const verdict = (page: Page) => page.locator('.verdict');
const live = (page: Page) => expect(page.locator('.status .whisper')).toHaveText('live');

/** The page thinking on wasm, which is fast everywhere; its errors fail the test. */
async function open(page: Page, query = ''): Promise<void> {
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`/?backend=wasm${query}`);
}

test('a recorded thought is on the board at once, then the model solves the puzzle', async ({
  page,
}) => {
  let load = () => undefined as void;
  const seen = new Promise<void>((resolve) => (load = resolve));
  await page.route('**/*.safetensors', async (route) => {
    await seen;
    await route.continue();
  });
  await open(page);
  await expect(page.locator('.status .whisper')).toContainText('recorded earlier');
  await expect(page.getByRole('gridcell', { name: /% sure/ }).first()).toBeVisible();
  load();
  await live(page);
  await expect(verdict(page)).toContainText(`Solved in ${HALTS_AFTER} segments`);
});

test('the limit moves by mouse and by keyboard, and the thought follows it', async ({ page }) => {
  await open(page);
  await live(page);
  await expect(verdict(page)).toContainText('Solved');
  await limit(page).focus();
  await page.keyboard.press('Home');
  await expect(verdict(page)).toContainText(`Cut off after 1 of ${HALTS_AFTER} segments`);
  await page.keyboard.press('ArrowRight');
  await expect(limit(page)).toHaveAttribute('aria-valuenow', '2');
  const box = (await limit(page).boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height - 14];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 500, y, { steps: 8 });
  await page.mouse.up();
  expect(Number(await limit(page).getAttribute('aria-valuenow'))).toBeGreaterThan(10);
  await expect(verdict(page)).toContainText(`Solved in ${HALTS_AFTER} segments`);
});

test('the trace can be scrubbed, stepped, played and paused', async ({ page }) => {
  await open(page, '&speed=8');
  await live(page);
  await expect(shown(page)).toHaveAttribute('aria-valuenow', String(HALTS_AFTER));
  await shown(page).focus();
  await page.keyboard.press('Home');
  await expect(verdict(page)).toContainText('before any thought');
  await page.getByRole('button', { name: 'Step forward' }).click();
  await expect(shown(page)).toHaveAttribute('aria-valuetext', 'segment 1');
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(shown(page)).toHaveAttribute('aria-valuenow', String(HALTS_AFTER));
  await page.getByRole('button', { name: 'Loop' }).click();
  await page.getByRole('button', { name: 'Play' }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
});

test('the article shows the thought grid by grid, and a click on a grid shows it on the board', async ({
  page,
}) => {
  // At this width the stage is not beside the text.
  await page.setViewportSize({ width: 1000, height: 900 });
  await open(page);
  await live(page);
  const stills = page.getByRole('article').getByRole('button', { name: /^Segment \d+: / });
  await expect(stills).toHaveCount(HALTS_AFTER);
  await expect(stills.last()).toHaveAttribute('aria-pressed', 'true');
  await stills.nth(1).click();
  await expect(shown(page)).toHaveAttribute('aria-valuenow', '2');
  await expect(stills.nth(1)).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('region', { name: 'The thought', exact: true })).toBeInViewport();
});

test('without halting the thought runs to the limit', async ({ page }) => {
  await open(page);
  await live(page);
  await page.getByRole('switch', { name: 'Halt when sure' }).click();
  await expect(shown(page)).toHaveAttribute('aria-valuemax', '16');
});

test('a puzzle of the visitor’s own: digits, undo, conflicts, and the model’s answer', async ({
  page,
}) => {
  await open(page);
  await live(page);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(page.getByLabel('Your own puzzle')).toContainText(/solutions fit/);
  await page.getByRole('gridcell', { name: 'Row 1, column 1:' }).click();
  await page.keyboard.press('5');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('5');
  await expect(page.getByLabel('Your own puzzle')).toContainText(/row 1/i);
  await expect(verdict(page)).toContainText('break a rule');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('gridcell', { name: /Row 1, column 1: 5, given/ })).toBeVisible();
  await expect(verdict(page)).not.toContainText('givens break');
});

test('pasted text becomes a puzzle; other text gives a message and changes nothing', async ({
  page,
}) => {
  await open(page);
  await live(page);
  await page.getByRole('button', { name: 'Paste', exact: true }).click();
  await page.getByRole('textbox').fill('hello');
  await page.getByRole('button', { name: 'Use this puzzle' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page
    .getByRole('textbox')
    .fill('37.45...68...7..4...56.27....4.35....891.6.741.6.9.25.6435.98..9....7..1...3..69.');
  await page.getByRole('button', { name: 'Use this puzzle' }).click();
  await expect(page.getByRole('button', { name: 'Easy', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(verdict(page)).toContainText('Solved in 1 segment');
});

test('a generated puzzle has one solution, and the model thinks about it', async ({ page }) => {
  await open(page);
  await live(page);
  await page.getByRole('button', { name: /Generate/ }).click();
  await page.getByRole('menuitem', { name: 'easy' }).click();
  await expect(page.getByLabel('Your own puzzle')).toContainText('exactly one solution');
  await expect(verdict(page)).toContainText(/Solved|After/);
});

test('the measurements of the model are shown for the limit, and for the point under the pointer', async ({
  page,
}) => {
  const file = new URL('../../models/maze/measured.json', import.meta.url);
  const { segments } = parseMeasured(JSON.parse(readFileSync(file, 'utf8')));
  const [{ valid, act }] = Object.values(segments) as [(typeof segments)[string]];
  const percent = (share: number) => (100 * share).toFixed(1).replace('.0', '');
  const share = (segment: number) => percent(valid![segment - 1]!);
  await open(page, '&world=maze&limit=3');
  await live(page);
  const section = page.getByRole('region', { name: 'What more thinking buys, measured' });
  const first = section.locator('.measured-figure').first();
  await expect(section).toContainText('After 3 segments, the ACT limit');
  await expect(first).toContainText(share(3));
  await limit(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(section).toContainText('After 4 segments, the ACT limit');
  await expect(first).toContainText(share(4));
  const reading = section.getByRole('slider', { name: /^Segments after which/ });
  await reading.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(reading).toHaveAttribute('aria-valuenow', '2');
  await expect(first).toContainText(share(2));
  await page.keyboard.press('Escape');
  await expect(first).toContainText(share(4));
  // The right end of the first chart is the last segment.
  const box = (await section.locator('.chart').first().boundingBox())!;
  await page.mouse.move(box.x + box.width - 8, box.y + box.height / 2);
  await expect(first).toContainText(share(valid!.length));
  await page.mouse.move(0, 0);
  await expect(first).toContainText(share(4));
  const sureness = section.getByRole('slider', { name: /^How sure/ });
  await expect(sureness).toHaveAttribute('aria-valuetext', /^90–100 % sure: /);
  const surest = act.calibration!.bins.at(-1)!;
  await expect(sureness).toContainText(percent(surest.right));
  await sureness.focus();
  await page.keyboard.press('Home');
  await expect(section).toContainText('Where it was 0–10 % sure');
  await expectAccessible(page, { within: '.measured' });
});

test('a bad link gives a note that can be dismissed; settings survive a reload', async ({
  page,
}) => {
  await open(page, '&limit=99&theme=dark&chart_hide=1');
  const note = page.getByLabel('Notes');
  await expect(note).toContainText('limit=99');
  await note.getByRole('button', { name: 'Dismiss note' }).click();
  await expect(note).toBeEmpty();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('tab', { name: 'Thinking longer' })).toHaveCount(0);
  await limit(page).focus();
  await page.keyboard.press('End');
  await expect(page).toHaveURL(/limit=64/);
  await page.reload();
  await expect(limit(page)).toHaveAttribute('aria-valuenow', '64');
});

test('a model that cannot be loaded is reported, and loads at the next try', async ({ page }) => {
  await page.route('**/*.safetensors', (route) => route.fulfill({ status: 503 }));
  await open(page);
  await expect(page.getByRole('alert')).toContainText('503');
  await page.unroute('**/*.safetensors');
  await page.getByRole('button', { name: 'Try again' }).click();
  await live(page);
});

test('axe finds no problem', async ({ page }) => {
  await open(page);
  await live(page);
  await expect(verdict(page)).toContainText('Solved');
  await expectAccessible(page);
});

test('a phone shows everything without sideways scrolling', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page);
  await live(page);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});
