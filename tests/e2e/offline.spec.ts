import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { expect, test } from '@playwright/test';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};

/** The built page in a subfolder, as a plain static host serves it. */
function serve(folder: string): Promise<Server> {
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://host');
    const inside = pathname.startsWith(folder) ? pathname.slice(folder.length) : null;
    const file = inside === null ? null : join('dist', normalize(inside || 'index.html'));
    if (file === null || !existsSync(file) || statSync(file).isDirectory()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

test('after one visit the page works offline, in any folder, also embedded', async ({ page }) => {
  test.setTimeout(120_000);
  const server = await serve('/a/b/');
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) errors.push(message.text());
  });
  try {
    const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a/b/`;
    await page.goto(`${site}?backend=cpu&limit=1&halting=off`);
    await expect(page.locator('.status .whisper')).toHaveText('live', { timeout: 60_000 });
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, {
      timeout: 60_000,
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await page.goto(`${site}?backend=cpu&limit=1&halting=off&world=sudoku`);
    await expect(page.locator('.status .whisper')).toHaveText('live', { timeout: 60_000 });
    // The page says that a model was not stored in the first visit, and the board stays as it is.
    await page.getByRole('link', { name: 'ARC', exact: true }).click();
    await expect(page.getByText(/weights of arc could not be fetched/).first()).toBeVisible();
    await expect(page.getByRole('grid').first()).toBeVisible();
    await page.goto(`${site}?embed=on&backend=cpu&limit=1`);
    await expect(page.getByRole('grid').first()).toBeVisible();
    expect(errors).toEqual([]);
  } finally {
    server.close();
  }
});

test('a frame without an origin says what is missing', async ({ page, baseURL }) => {
  await page.route('**/host.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<iframe sandbox="allow-scripts" src="${baseURL}?embed=on"></iframe>`,
    }),
  );
  await page.goto('/host.html');
  await expect(page.frameLocator('iframe').locator('body')).toContainText(
    'its sandbox attribute must also have allow-same-origin',
  );
});

test('dialogs lock the page behind them without an inline style', async ({ page }) => {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
  await page.goto('/?backend=cpu');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await page.evaluate(() => getComputedStyle(document.body).overflow)).toBe('hidden');
  expect(violations).toEqual([]);
});
