import { expect, test } from '@playwright/test';

test('the model thinks on WebGPU, on a real adapter', async ({ page }) => {
  await page.goto('/?backend=webgpu&limit=4&halting=off');
  const adapter = await page.evaluate(async () => {
    const found = await navigator.gpu?.requestAdapter();
    return found ? found.info.vendor : null;
  });
  expect(adapter, 'this browser has no WebGPU adapter').not.toBeNull();
  const engine = page.getByLabel('Engine');
  await expect(engine).toContainText('WebGPU,', { timeout: 50_000 });
  await expect(engine).toContainText('135 kernels a segment');
  await expect(page.locator('.status .whisper')).toHaveText('live', { timeout: 50_000 });
  await expect(page.getByRole('slider', { name: 'Segment shown' })).toHaveAttribute(
    'aria-valuemax',
    '4',
  );
});
