import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { instrument } from '../support/instrument';

/** Kernels of a segment of the shipped Sudoku model: five for each layer, and seventeen others. */
function kernels(): number {
  const config = JSON.parse(readFileSync('models/sudoku/config.json', 'utf8')) as Record<
    'H_cycles' | 'L_cycles' | 'H_layers' | 'L_layers',
    number
  >;
  const { H_cycles, L_cycles, H_layers, L_layers } = config;
  return 5 * H_cycles * (L_cycles * L_layers + H_layers) + 17;
}

test('the model thinks on WebGPU, on a real adapter', async ({ page }) => {
  await page.goto('/?backend=webgpu&limit=4&halting=off');
  const adapter = await page.evaluate(async () => {
    const found = await navigator.gpu?.requestAdapter();
    return found ? found.info.vendor : null;
  });
  expect(adapter, 'this browser has no WebGPU adapter').not.toBeNull();
  await instrument(page, 'Model');
  const engine = page.getByLabel('Engine');
  await expect(engine).toContainText('WebGPU,', { timeout: 50_000 });
  await expect(engine).toContainText(`${kernels()} kernels a segment`);
  await expect(page.locator('.status .whisper')).toHaveText('live', { timeout: 50_000 });
  await expect(page.getByRole('slider', { name: 'Segment shown' })).toHaveAttribute(
    'aria-valuemax',
    '4',
  );
});
