import { expect, test } from '@playwright/test';
import { HALTS_AFTER } from '../support/first-thought';
import { instrument } from '../support/instrument';

test('without WebGPU the page says why and thinks on WebAssembly', async ({ page }) => {
  await page.goto('/');
  await instrument(page, 'Model');
  const engine = page.getByLabel('Engine');
  await expect(engine).toContainText('WebGPU cannot be used here');
  await expect(engine.getByRole('radio', { name: 'WebGPU' })).toBeDisabled();
  await expect(engine.getByRole('radio', { name: 'WebAssembly' })).toBeChecked();
  await expect(engine).toContainText(/WebAssembly, (relaxed )?SIMD/);
  await expect(page.locator('.status .whisper')).toHaveText('live');
  await expect(page.locator('.verdict')).toContainText(`Solved in ${HALTS_AFTER} segments`);
  await engine.getByRole('radio', { name: 'TypeScript' }).click();
  await expect(engine.getByRole('radio', { name: 'TypeScript' })).toBeChecked();
  await expect(engine).toContainText('plain TypeScript');
});
