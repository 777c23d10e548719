import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Page } from '@playwright/test';
import { usualHeight } from '../../src/embed/address';
import { expectAccessible } from '../support/axe';

let html = '';
const server = createServer((_, response) => {
  response.setHeader('content-type', 'text/html');
  response.end(
    `<!doctype html><html lang="en"><title>An article</title><main><p>Before.</p>${html}<p id="after">After.</p></main></html>`,
  );
});
test.beforeAll(() => new Promise<void>((resolve) => void server.listen(0, 'localhost', resolve)));
test.afterAll(() => new Promise((resolve) => void server.close(resolve)));

/** An article of another origin. The playground itself is at 127.0.0.1. */
async function openArticle(page: Page, content: string): Promise<void> {
  html = content;
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://localhost:${port}/`);
}

test('an article on another site embeds the playground by an element as tall as its content', async ({
  page,
  baseURL,
}) => {
  await openArticle(
    page,
    `<script async src="${baseURL}embed.js"></script>
     <hrm-playground link="?backend=wasm&amp;limit=3&amp;speed=8&amp;v=1"></hrm-playground>`,
  );
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('.status .whisper')).toHaveText('live', { timeout: 50_000 });
  await expect(frame.getByRole('heading', { level: 1 })).toHaveCount(0);
  await expect(frame.locator('.side, .article, .tabs')).toHaveCount(0);

  // All of it is visible without scrolling, and there is no gap below.
  const gap = () =>
    frame.locator('.whole-page').evaluate((last) => {
      const { scrollHeight } = document.documentElement;
      return [scrollHeight - innerHeight, innerHeight - last.getBoundingClientRect().bottom];
    });
  await expect.poll(async () => (await gap())[0]).toBeLessThanOrEqual(0);
  await expect.poll(async () => (await gap())[1]).toBeLessThan(16);

  // It shows what the link says, and its link opens the whole page with the same settings.
  await expect(frame.getByText('limit 3')).toBeVisible();
  const link = frame.getByRole('link', { name: 'Open in the HRM Playground' });
  await link.hover();
  await expect(link).toHaveAttribute('href', /\?limit=3/);
  expect(await link.getAttribute('href')).not.toContain('embed');

  await page.locator('hrm-playground').evaluate((element) => {
    element.setAttribute('link', '?world=maze&backend=wasm&limit=2');
  });
  await expect(frame.locator('.maze').first()).toBeVisible({ timeout: 30_000 });
});

test('the page offers HTML code that embeds what it shows', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/?backend=wasm&limit=2');
  await page.getByRole('button', { name: 'Embed' }).click();
  const dialog = page.getByRole('dialog', { name: 'Embed in another page' });
  await dialog.getByRole('button', { name: 'Copy' }).last().click();
  await expect(dialog.getByText('Copied')).toBeVisible();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  expect(code).toContain('limit=2');
  await expectAccessible(page, { within: '.popover' });

  // The copied code works.
  await openArticle(page, code);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByText('limit 2')).toBeVisible({ timeout: 50_000 });
});

test('axe finds no problem in an embed, and the embed fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 340, height: 740 });
  await page.goto('/?backend=wasm&limit=2&embed=on');
  await expect(page.locator('.status .whisper')).toHaveText('live', { timeout: 50_000 });
  // The surrounding page has the heading.
  await expectAccessible(page, { except: ['page-has-heading-one'] });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

test('the space reserved for a frame is the space it needs, in every world and at every width', async ({
  page,
}) => {
  await page.route('**/*.safetensors', () => undefined);
  for (const width of [360, 640, 900]) {
    await page.setViewportSize({ width, height: 600 });
    for (const world of ['sudoku', 'maze', 'arc']) {
      await page.goto(`/?embed=on&speed=8&world=${world}`);
      await expect(page.locator('.status .whisper')).toContainText('recorded earlier');
      const root = (await page.locator('#root').boundingBox())!;
      expect(Math.abs(root.height - usualHeight(world, width)), `${world}, ${width}`).toBeLessThan(
        16,
      );
      // There is room for dragging.
      const line = (await page.locator('svg.timeline').boundingBox())!;
      expect(line.width).toBeGreaterThan(0.85 * Math.min(width, 540));
    }
  }
});
