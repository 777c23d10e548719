/**
 * `npm run record:previews`: takes the preview pictures of links (public/previews/) and the picture
 * in the README (docs/playground.png) from the freshly built page. Each shows the board at the end of
 * a thought.
 */
import { mkdirSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { ENTRIES } from '../src/playground/page/entries';
import { findBrowser, launchArguments } from './browser';
import { freePort } from './free-port';

const SIZE = { width: 1200, height: 630 };
/** The page must load a model and think, which takes long on a machine without a GPU. */
const PATIENCE = 300_000;

await build({ logLevel: 'error' });
const server = await preview({ preview: { port: freePort(), host: '127.0.0.1' } });
const site = server.resolvedUrls!.local[0]!;
const executablePath = findBrowser();
const browser = await chromium.launch({
  ...(executablePath !== undefined && { executablePath }),
  args: launchArguments('none'),
});
mkdirSync('public/previews', { recursive: true });
for (const { path, picture } of ENTRIES) {
  const page = await browser.newPage({ viewport: SIZE, reducedMotion: 'reduce' });
  const say = new URLSearchParams({ present: 'on', theme: 'light', say: 'HRM Playground' });
  await page.goto(`${site}${path}?${say}`);
  await page
    .locator('.verdict')
    .filter({ hasText: /Solved in \d+ segments?/ })
    .waitFor({ timeout: PATIENCE });
  // The picture needs no buttons.
  await page.locator('.present-bar nav').evaluate((nav) => (nav.style.visibility = 'hidden'));
  await page.screenshot({ path: `public/${picture}` });
  await page.close();
  console.log(`public/${picture}`);
}

// The whole page as a new visitor sees it, but without the offer of a tour.
const page = await browser.newPage({
  viewport: { width: 1280, height: 720 },
  colorScheme: 'light',
});
await page.goto(`${site}?speed=8`);
await page
  .locator('.status .whisper')
  .filter({ hasText: /^live$/ })
  .waitFor({ timeout: PATIENCE });
await page.locator('.nudge').waitFor({ timeout: PATIENCE });
// Waits for the end of the fade-in.
await page.waitForTimeout(1500);
await page.screenshot({ path: 'docs/playground.png' });
console.log('docs/playground.png');
await browser.close();
await server.close();
