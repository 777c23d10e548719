import { expect, test, type Page } from '@playwright/test';
import { serializeModel } from '../../src/checkpoint/model-folder';
import { instrument } from '../support/instrument';
import { gpusOf, loseGpu, loseGpuAfter, watchGpus } from '../support/lose-gpu';
import { tinyModel } from '../support/tiny-model';

/**
 * A real device is lost while a thought is studied, and while small models are trained side by side.
 * Both go on, on a newly opened device or on the next backend, and the page shows no failure.
 */
test.setTimeout(240_000);
// It would serve workers that do not report their devices.
test.use({ serviceWorkers: 'block' });

const PATIENCE = { timeout: 120_000 };
const THINKING = /#hrm-engine$/;
const EXPERIMENT = /#hrm-experiment$/;
const inside = (page: Page) => page.getByRole('region', { name: 'Two clocks' });

/** The page with a model of a few thousand weights for 4×4 Sudokus. */
async function openTiny(page: Page): Promise<void> {
  await watchGpus(page);
  // The smallest shipped model, which is soon out of the way.
  await page.goto('/?model=sudoku-6&backend=webgpu&limit=1&halting=off');
  await instrument(page, 'Model');
  await page.getByRole('button', { name: 'Models…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Models' });
  const { config, weights } = serializeModel(tinyModel(), 'F32');
  const mimeType = 'application/octet-stream';
  await dialog.locator('input[type=file]').setInputFiles([
    { name: 'config.json', mimeType, buffer: Buffer.from(config) },
    { name: 'model.safetensors', mimeType, buffer: Buffer.from(weights) },
  ]);
  await expect(dialog).toContainText('is in and at work', PATIENCE);
  await page.keyboard.press('Escape');
  await expect(page.locator('.status .whisper')).toHaveText('live', PATIENCE);
}

/** Waits for a device and ends it. */
async function lose(page: Page, worker: RegExp): Promise<void> {
  await expect.poll(() => gpusOf(page, worker), PATIENCE).toBe(1);
  expect(await loseGpu(page, worker)).toBe(1);
}

/** Ends the thinking device in the middle of what an action begins: after so many submits. */
async function loseAfter(page: Page, submits: number, begin: () => Promise<void>): Promise<void> {
  await expect.poll(() => gpusOf(page, THINKING), PATIENCE).toBe(1);
  const isToCome = await loseGpuAfter(page, THINKING, submits);
  await begin();
  await expect.poll(isToCome, PATIENCE).toBe(false);
}

async function expectNoFailure(page: Page): Promise<void> {
  await expect(page.locator('.problem')).toHaveCount(0);
  expect(await gpusOf(page, THINKING)).toBeLessThanOrEqual(1);
}

test('the view inside and many starts survive a lost device', async ({ page }) => {
  await openTiny(page);
  await instrument(page, 'Look inside');
  await expect(inside(page).locator('.inside-beat').first()).toBeVisible(PATIENCE);
  await lose(page, THINKING);
  await inside(page).getByRole('radio', { name: 'Step by step' }).click();
  await expect(inside(page).locator('.step-strip button').first()).toBeVisible(PATIENCE);

  await inside(page).getByRole('radio', { name: 'Many starts' }).click();
  const begin = inside(page).getByRole('button', { name: /^Think from \d+ starts/ });
  await loseAfter(page, 8, () => begin.click());
  await expect(begin).toBeVisible(PATIENCE);
  await expect(inside(page).locator('.starts tbody tr')).toHaveCount(8);
  await expectNoFailure(page);
});

test('the story of the gradient survives a lost device', async ({ page }) => {
  await openTiny(page);
  const story = page.locator('.gradient-story');
  await story.scrollIntoViewIfNeeded();
  const begin = story.getByRole('button', { name: /^Measure (on this puzzle|again)$/ });
  // Early in it, and late.
  for (const submits of [4, 28]) {
    await loseAfter(page, submits, () => begin.click());
    await expect(begin).toBeVisible(PATIENCE);
    await expect(story.locator('.gradient-bars tbody tr').first()).toBeVisible();
    await expect(story.locator('.problem')).toHaveCount(0);
    await expectNoFailure(page);
  }
});

/** A step on an emulated GPU takes long. So batches are small, and every step is measured. */
async function makeExperimentsSmall(page: Page): Promise<void> {
  await page.addInitScript(() => {
    interface Command {
      readonly type: string;
      readonly plan: { readonly entrants: readonly object[] };
    }
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (this: Worker, message: Command, ...rest: []) {
      if (message.type !== 'experiment') return postMessage.call(this, message, ...rest);
      const settings = { batch: 2, segments: 2 };
      const entrants = message.plan.entrants.map((entrant) => ({ ...entrant, settings }));
      const plan = { ...message.plan, entrants, every: 1, steps: 1000, evalPuzzles: 2 };
      postMessage.call(this, { ...message, plan });
    };
  });
}

test('an experiment goes on from its last step', async ({ page }) => {
  await watchGpus(page);
  await makeExperimentsSmall(page);
  await page.goto('/?model=sudoku-6&backend=webgpu&limit=1');
  await page.getByRole('tab', { name: 'Compare' }).click();
  const compare = page.getByRole('region', { name: 'Compare', exact: true });
  await compare.getByRole('radio', { name: 'From scratch, here' }).click();
  await compare.getByRole('radio', { name: 'How many segments' }).click();
  await compare.getByRole('button', { name: 'Teach 3 models' }).click();
  const steps = compare.getByRole('row').nth(3).getByRole('cell').nth(3);
  await expect(steps).not.toHaveText('0', PATIENCE);
  const reached = Number((await steps.innerText()).replace(/\D/g, ''));
  await lose(page, EXPERIMENT);
  await expect(compare.getByRole('alert')).toContainText('The experiment goes on.', PATIENCE);
  // Earlier measurements stay, and none is made twice.
  const now = async () => Number((await steps.innerText()).replace(/\D/g, ''));
  expect(await now()).toBeGreaterThanOrEqual(reached);
  await expect.poll(now, PATIENCE).toBeGreaterThan(reached);
  await expect.poll(() => gpusOf(page, EXPERIMENT), PATIENCE).toBe(1);
  await compare.getByRole('button', { name: 'Stop' }).click();
});
