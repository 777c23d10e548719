import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { splitCsvLine } from '../../src/puzzles/csv';
import { expectAccessible } from '../support/axe';

const panel = (page: Page) => page.getByRole('dialog', { name: 'Export what is on show' });

async function open(page: Page): Promise<void> {
  await page.goto('/?backend=wasm&limit=2');
  await expect(page.locator('.verdict')).toContainText(/after 2 (of \d+ )?segments/i, {
    timeout: 50_000,
  });
  await page.getByRole('button', { name: 'Export', exact: true }).first().click();
  await expect(panel(page).getByRole('button', { name: 'SVG' })).toBeVisible();
}

async function take(page: Page, form: string): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent('download', { timeout: 60_000 });
  await panel(page).getByRole('button', { name: form, exact: true }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test('a board is exported as an SVG that needs nothing from the page, and as a picture', async ({
  page,
}) => {
  await open(page);
  const svg = await take(page, 'SVG');
  expect(svg.name).toMatch(/^sudoku-9x9-\w{6}-segment-2\.svg$/);
  const text = svg.bytes.toString('utf8');
  expect(text).toContain('<dc:creator>HRM Playground</dc:creator>');
  expect(text).toContain('limit=2');
  expect(text).not.toMatch(/class=|var\(|style=/);
  const digits = await page.evaluate((source) => {
    const drawing = new DOMParser().parseFromString(source, 'image/svg+xml');
    if (drawing.querySelector('parsererror') !== null) return -1;
    return drawing.querySelectorAll('text').length;
  }, text);
  expect(digits).toBe(81);

  const png = await take(page, 'PNG');
  expect(png.name).toBe(svg.name.replace('.svg', '.png'));
  expect([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)]).toEqual([1080, 1080]);
  expect(png.bytes.toString('latin1')).toContain('models/sudoku');
  await expectAccessible(page, { within: '.popover' });
});

test('a thought is exported as an animation, and its figures as CSV and JSON', async ({ page }) => {
  await open(page);
  const gif = await take(page, 'GIF');
  expect(gif.name).toMatch(/-thought\.gif$/);
  expect(gif.bytes.subarray(0, 6).toString()).toBe('GIF89a');
  // The puzzle and two segments, each with a graphic control block.
  const controls = gif.bytes.toString('latin1').split('\x21\xf9\x04').length - 1;
  expect(controls).toBe(3);

  const csv = (await take(page, 'CSV')).bytes.toString('utf8').trim().split('\r\n');
  expect(csv).toHaveLength(3);
  const head = splitCsvLine(csv[0]!);
  const last = splitCsvLine(csv[2]!);
  const value = (column: string) => last[head.indexOf(column)]!;
  expect(value('segment')).toBe('2');
  expect(value('grid')).toMatch(/^[1-9]{81}$/);
  expect(value('model')).toContain('models/sudoku');

  const json = JSON.parse((await take(page, 'JSON')).bytes.toString('utf8')) as {
    readonly link: string;
    readonly segments: readonly { readonly grid: string; readonly confidence: number[] }[];
  };
  expect(json.segments).toHaveLength(2);
  expect(json.segments[1]!.grid).toBe(value('grid'));
  expect(json.segments[1]!.confidence).toHaveLength(81);
  expect(json.link).toContain('limit=2');
});

test('a chart is exported as an SVG and as its numbers', async ({ page }) => {
  await page.goto('/?backend=wasm&limit=2');
  await expect(page.locator('.verdict')).toContainText(/after 2 (of \d+ )?segments/i, {
    timeout: 50_000,
  });
  await page.getByRole('button', { name: 'Export: Thinking longer' }).click();
  const chart = page.getByRole('dialog', { name: 'Export: Thinking longer' });
  const files: Record<string, string> = {};
  for (const form of ['SVG', 'CSV']) {
    const download = page.waitForEvent('download');
    await chart.getByRole('button', { name: form, exact: true }).click();
    files[form] = await readFile(await (await download).path(), 'utf8');
  }
  expect(files.SVG).toContain('broken');
  expect(files.CSV!.trim().split('\r\n')).toHaveLength(3);
});

test('a maze is exported as a picture through a menu entry of its own, within the content security policy', async ({
  page,
}) => {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
  await page.goto('/maze/?backend=wasm&limit=2');
  await expect(page.locator('.verdict')).toContainText(/(after|in) 2 (of \d+ )?segments/i, {
    timeout: 50_000,
  });
  await expect(page).toHaveURL(/\/maze\/\?/);
  await page.getByRole('button', { name: 'Export', exact: true }).first().click();
  const png = await take(page, 'PNG');
  expect(png.name).toMatch(/^maze-.*\.png$/);
  expect(png.bytes.toString('latin1')).toContain('/maze/?');
  expect((await take(page, 'GIF')).bytes.subarray(0, 6).toString()).toBe('GIF89a');
  expect(violations).toEqual([]);
});
