import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from '../support/axe';
import { instrument } from '../support/instrument';
import { mazeModelFiles } from '../support/maze-model';

const chains = (page: Page) => page.getByLabel('Chains', { exact: true }).getByRole('listitem');
const pictures = (page: Page) => page.getByLabel('Chains', { exact: true }).getByRole('img');
const choice = (page: Page) => page.getByRole('radiogroup', { name: 'Think wider' });
const live = (page: Page) =>
  expect(page.locator('.status .whisper')).toHaveText('live', { timeout: 50_000 });

async function open(page: Page, query: string): Promise<void> {
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`/?${query}`);
  await live(page);
}

/** Digits of a miniature by cell, row by row. */
function digitsOf(page: Page, picture: string): Promise<string> {
  return page.locator(picture).evaluate((svg) => {
    const cells = new Array<string>(81).fill('.');
    for (const text of svg.querySelectorAll('text')) {
      const places = (name: string) => (text.getAttribute(name) ?? '').split(' ').map(Number);
      const [xs, ys] = [places('x'), places('y')];
      [...(text.textContent ?? '')].forEach((digit, index) => {
        cells[9 * Math.floor(ys[index]! / 10) + Math.floor(xs[index]! / 10)] = digit;
      });
    }
    return cells.join('');
  });
}

function digitsOnBoard(page: Page): Promise<string> {
  return page
    .locator('.board [data-cell]')
    .evaluateAll((cells) =>
      cells.map((cell) => cell.querySelector('.cell-digit')?.textContent ?? '.').join(''),
    );
}

test('four chains are shown side by side, and the board has the answer of the most confident one', async ({
  page,
}) => {
  await open(page, 'backend=wasm&limit=4&speed=8&halting=off');
  await expect(chains(page)).toHaveCount(0);
  await instrument(page, 'Think wider');
  await choice(page).getByRole('radio', { name: '4 chains' }).click();
  await expect(chains(page)).toHaveCount(4);
  await live(page);
  const shown = page.getByRole('slider', { name: 'Segment shown' });
  await expect(shown).toHaveAttribute('aria-valuenow', '4');
  await expect(page.locator('.chains .answers')).toHaveCount(1);
  await expect(page.getByRole('img', { name: /its answer is on the board/ })).toHaveCount(1);
  const seen = new Set<string>();
  for (const segment of [4, 3, 2, 1]) {
    await expect(shown).toHaveAttribute('aria-valuenow', String(segment));
    expect(await digitsOf(page, '.chains .answers svg')).toBe(await digitsOnBoard(page));
    seen.add(await digitsOf(page, '.chains li:nth-child(2) svg'));
    // The most confident chain has the highest figure.
    const figures = await page.locator('.chain-q').allTextContents();
    const q = figures.map((text) => Number(text.split(' ')[0]!.replace('−', '-')));
    const surest = await page.locator('.answers .chain-q').textContent();
    expect(Number(surest!.split(' ')[0]!.replace('−', '-'))).toBe(Math.max(...q));
    await page.getByRole('button', { name: 'Step back' }).click();
  }
  expect(seen.size).toBeGreaterThan(1);
  await expect(pictures(page).first()).toHaveAttribute('aria-label', /has not thought yet/);
});

test('the number of chains is set by keyboard and click and goes into the address; a teacher can hide it', async ({
  page,
}) => {
  await open(page, 'backend=wasm&limit=1&breadth=2');
  await expect(chains(page)).toHaveCount(2);
  await choice(page).getByRole('radio', { name: '2 chains' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(choice(page).getByRole('radio', { name: '4 chains' })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(chains(page)).toHaveCount(4);
  await page.getByRole('heading', { name: 'HRM Playground' }).click();
  await page.keyboard.press('b');
  await expect(chains(page)).toHaveCount(8);
  await expect(page).toHaveURL(/breadth=8/);
  await page.keyboard.press('b');
  await expect(chains(page)).toHaveCount(0);
  await expect(page).not.toHaveURL(/breadth/);
  await page.goto('/?backend=wasm&limit=1&breadth=2&breadth_hide=1');
  await expect(chains(page)).toHaveCount(2);
  await expect(choice(page)).toHaveCount(0);
  await expect(page.getByRole('radiogroup', { name: 'Chains differ by' })).toHaveCount(0);
});

test('noise makes chains differ when the visitor turns it on, and the link keeps its size', async ({
  page,
}) => {
  await open(page, 'backend=wasm&limit=2&halting=off&breadth=2');
  const figures = page.locator('.chain-q');
  await expect(page.locator('.chains .answers')).toHaveCount(1);
  const [plain] = await figures.allTextContents();
  const differ = page.getByRole('radiogroup', { name: 'Chains differ by' });
  const slider = page.getByRole('slider', { name: 'Size of the noise' });
  await expect(slider).toHaveCount(0);
  await differ.getByRole('radio', { name: 'Noise' }).click();
  await slider.fill('0');
  // Without noise the second chain repeats the first.
  await expect(figures).toHaveText([plain!, plain!]);
  await slider.focus();
  for (let step = 0; step < 10; step++) await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/differ=noise&noise=0.5/);
  await expect(figures.first()).toHaveText(plain!);
  await expect(figures.last()).not.toHaveText(/–/);
  await expect(figures.last()).not.toHaveText(plain!);
  await page.reload();
  await expect(slider).toHaveValue('0.5');
  await expect(differ.getByRole('radio', { name: 'Noise' })).toBeChecked();
});

test('on WebAssembly several chains run in as many workers as make it faster', async ({ page }) => {
  await open(page, 'backend=wasm&limit=1&halting=off');
  const helping = () =>
    page.workers().filter((worker) => worker.url().endsWith('#hrm-rows')).length;
  expect(helping()).toBe(0);
  await page.keyboard.press('b');
  await expect(chains(page)).toHaveCount(2);
  await live(page);
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  expect(helping()).toBe(Math.min(cores, 2) - 1);
  await page.keyboard.press('b');
  await page.keyboard.press('b');
  await expect(chains(page)).toHaveCount(8);
  await live(page);
  expect(helping()).toBe(Math.min(cores, 4) - 1);
});

test('every backend runs as many chains, also in mazes', async ({ page }) => {
  test.slow(); // three backends are opened
  await open(page, 'backend=onnx&limit=2&halting=off&breadth=4');
  await instrument(page, 'Model');
  await page.getByRole('button', { name: 'Models…' }).click();
  const files = mazeModelFiles(11);
  await page
    .getByRole('dialog', { name: 'Models' })
    .locator('input[type=file]')
    .setInputFiles(files);
  await expect(page.getByRole('grid', { name: 'Maze, 11 by 11' })).toBeVisible();
  const figures = page.locator('.chain-q');
  const backend = (name: string) => page.getByRole('radio', { name });
  const settled = async () => {
    await live(page);
    await instrument(page, 'Think wider');
    await expect(page.locator('.chains .answers')).toHaveCount(1);
    // A thought plays from its start. The figures belong to the segment on the board.
    await expect(page.getByRole('slider', { name: 'Segment shown' })).toHaveAttribute(
      'aria-valuenow',
      '2',
    );
    return figures.allTextContents();
  };
  const onOnnx = await settled();
  // A model with random weights answers differently in each view.
  expect(new Set(onOnnx).size).toBeGreaterThan(1);
  for (const name of ['WebGPU', 'TypeScript']) {
    await instrument(page, 'Model');
    await backend(name).click();
    await expect(backend(name)).toBeChecked({ timeout: 60_000 });
    await settled();
    await expect(figures).toHaveText(onOnnx);
  }
});

test('axe finds no problem in the chains, and they fit a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, 'backend=wasm&limit=1&breadth=2&differ=both');
  await expect(page.locator('.chains .answers')).toHaveCount(1);
  await expectAccessible(page);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

test('an unsure thought starts over when the visitor asks for it', async ({ page }) => {
  // Three givens leave millions of answers, so the model cannot be sure of any.
  const puzzle = `123${'0'.repeat(78)}`;
  await open(page, `backend=wasm&limit=10&speed=8&halting=off&puzzle=${puzzle}`);
  await instrument(page, 'Think wider');
  const again = page.getByRole('radiogroup', { name: 'Start over if unsure' });
  const marks = page.locator('.timeline .restarted');
  await expect(again.getByRole('radio', { name: 'Never' })).toBeChecked();
  await expect(marks).toHaveCount(0);
  await again.getByRole('radio', { name: 'After 8 segments' }).click();
  await expect(page).toHaveURL(/restart=8/);
  await expect(marks).toHaveCount(1);
  await live(page);
  const shown = page.getByRole('slider', { name: 'Segment shown' });
  await expect(shown).toHaveAttribute('aria-valuenow', '10');
  await expect(page.getByText(/not sure of its answer/)).toBeVisible();
  // The second attempt assumes three digits of the first, and says so to everyone.
  await expect(page.locator('.cell-assumed')).toHaveCount(3);
  await expect(page.getByRole('gridcell', { name: /, assumed when it started over/ })).toHaveCount(
    3,
  );
  await expect(page.getByRole('list', { name: 'Legend' })).toContainText('assumed');
  await expectAccessible(page, { within: '.workbench' });
  await again.getByRole('radio', { name: 'Never' }).click();
  await expect(page).not.toHaveURL(/restart/);
  await expect(marks).toHaveCount(0);
  await expect(page.locator('.cell-assumed')).toHaveCount(0);
});
