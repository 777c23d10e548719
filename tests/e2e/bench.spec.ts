import { expect, test } from '@playwright/test';
import type { Report } from '../../src/playground/bench/report';
import { expectAccessible } from '../support/axe';

const TINY = {
  ...{ vocab_size: 5, seq_len: 16, hidden_size: 32, num_heads: 2, expansion: 1 },
  ...{ H_cycles: 1, L_cycles: 2, H_layers: 1, L_layers: 1, pos_encodings: 'rope' },
  halt_max_steps: 4,
};

test('the benchmark page times a tiny model kernel by kernel, and one op alone', async ({
  page,
}) => {
  await page.goto('/?bench=on');
  await expect(page.getByRole('heading', { name: 'Measure this machine' })).toBeVisible();
  // Only a tiny model on WebAssembly, which every browser has.
  await page.getByLabel('webgpu', { exact: true }).uncheck();
  for (const box of await page.getByRole('group', { name: 'Models' }).getByRole('checkbox').all()) {
    await box.uncheck();
  }
  await page.getByLabel('a config of your own').check();
  await page.getByLabel('config.json').fill(JSON.stringify(TINY));
  await page.getByLabel('training step', { exact: true }).uncheck();
  await page.getByLabel('64', { exact: true }).uncheck();
  await page.getByLabel('8', { exact: true }).uncheck();
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  const line = page.getByText('a segment of 1 on wasm');
  await expect(line).toContainText('GFLOP/s');
  await line.click();
  await expect(page.getByRole('row', { name: /^gatedLinear B1 L16 D32/ })).toBeVisible();
  await expect(page.getByRole('img', { name: /below the roof/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Measure', exact: true })).toBeVisible();
  await page.getByText('The figures as JSON').click();
  const report = JSON.parse(await page.getByLabel('JSON', { exact: true }).inputValue()) as Report;
  const wasm = report.results.filter(({ backend }) => backend === 'wasm');
  expect(wasm.map(({ of }) => of)).toEqual(['segment']);
  for (const { figures } of wasm) {
    const { kernels, flops } = figures!;
    expect(kernels.reduce((sum, kernel) => sum + kernel.count * kernel.flops, 0)).toBe(flops);
    for (const { ms } of kernels) expect(ms).not.toBeNull();
  }
  expect(report.devices.wasm!.peaks.gflopPerSecond).toBeGreaterThan(0);
  await expectAccessible(page);
});

test('one op shows its kernel, its difference from the reference and its time', async ({
  page,
}) => {
  await page.goto('/?bench=on');
  await page.getByLabel('Op', { exact: true }).selectOption('gatedLinear');
  await page.getByLabel('Runs on').selectOption('webgpu');
  for (const letter of ['L', 'D', 'I']) await page.getByLabel(letter, { exact: true }).fill('8');
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.getByText(/^out differs from the reference by \d\.\de-\d/)).toBeVisible();
  await page.getByText(/^WGSL of gatedLinear/).click();
  await expect(page.getByText('@compute')).toBeVisible();
  // An impossible shape is reported in words.
  await page.getByLabel('Op', { exact: true }).selectOption('attention');
  await page.getByLabel('H', { exact: true }).fill('3');
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.getByText(/channels do not make 3 heads/)).toBeVisible();
});

test('measuring can be cancelled, and what would exceed the limits is left out', async ({
  page,
}) => {
  await page.goto('/?bench=on');
  await page.getByLabel('webgpu', { exact: true }).uncheck();
  await page.getByLabel('At most GB of memory').fill('1');
  await page.getByLabel('At most seconds a run').fill('1');
  for (const model of ['shipped arc', 'shipped maze', 'shipped sudoku', '27 M, Sudoku']) {
    await page.getByLabel(model, { exact: true }).uncheck();
  }
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect(
    page.getByText(/a segment of 1 on wasm: One run would take about \d+ s/),
  ).toBeVisible({ timeout: 50_000 });
  // Little is left within the limits, so the run may have ended by itself.
  const measure = page.getByRole('button', { name: 'Measure', exact: true });
  await expect(measure).toBeVisible({ timeout: 50_000 });

  await page.getByLabel('shipped sudoku', { exact: true }).check();
  await page.getByLabel('At most seconds a run').fill('60');
  await measure.click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(measure).toBeVisible();
});
