import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TABS } from '../worlds';
import { ENTRIES, entryAt, entryOf, headOf, pageAt } from './entries';
import { siteFrom } from './site';

const html = readFileSync('index.html', 'utf8');

test('every tab has an entry, and an address leads to its own', () => {
  expect(ENTRIES.map(({ world }) => world)).toEqual(TABS.map(({ id }) => id));
  for (const entry of ENTRIES) {
    expect(entryOf(entry.world)).toBe(entry);
    expect(entryAt(`${entry.path}?limit=3`)).toBe(entry);
    expect(siteFrom(`https://x.example/hrm/${entry.path}?a=b`, entry.path && '../')).toBe(
      'https://x.example/hrm/',
    );
  }
  expect(entryAt('mars/')).toBe(ENTRIES[0]);
});

test('the file itself has the preview’s content, with absolute addresses if the site is known', () => {
  const site = 'https://x.example/hrm/';
  for (const entry of ENTRIES) {
    const head = headOf(entry, site);
    expect(head).toContain(`<link rel="canonical" href="${site}${entry.path}" />`);
    expect(head).toContain(`<meta property="og:image" content="${site}${entry.picture}" />`);
    expect(head).toContain('<meta name="twitter:card" content="summary_large_image" />');
    // Longer ones are cut off in previews.
    expect(entry.title.length).toBeLessThanOrEqual(80);
    expect(entry.description.length).toBeLessThanOrEqual(200);
  }
});

test('a page in a folder finds its files one folder up, and every page has one head of its own', () => {
  const pages = ENTRIES.map((entry) => pageAt(entry, html, ''));
  for (const page of pages) expect(page.match(/<title>/g)).toHaveLength(1);
  expect(new Set(pages.map((page) => /<title>(.*)<\/title>/.exec(page)![1])).size).toBe(3);
  expect(pages[1]).toContain('href="../icon.svg"');
  expect(pages[1]).toContain('data-site="../"');
  expect(() => pageAt(ENTRIES[0], '<html>', '')).toThrow('lacks');
});

test('previews have the usual size', () => {
  for (const { picture } of ENTRIES) {
    const png = readFileSync(`public/${picture}`);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
    expect(png.length).toBeLessThan(300_000);
  }
});
