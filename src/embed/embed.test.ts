import { expect, test } from 'vitest';
import { elementCode, embeddedAddress, frameCode, usualHeight } from './address';
import { heightIn, heightMessage, themeIn, themeMessage } from './messages';
import { themeFor } from './theme';

const SITE = 'https://example.org/hrm/';

test('only the query of a link counts, so only the playground is ever embedded', () => {
  expect(embeddedAddress('?world=maze&limit=8&v=1', SITE)).toBe(
    'https://example.org/hrm/?world=maze&limit=8&v=1&embed=on',
  );
  // The page's own links name the world by a folder.
  expect(embeddedAddress(`${SITE}maze/?limit=8`, SITE)).toBe(
    'https://example.org/hrm/?limit=8&world=maze&embed=on',
  );
  expect(embeddedAddress('', SITE)).toBe('https://example.org/hrm/?embed=on');
  expect(embeddedAddress('https://elsewhere.example/x?limit=3', SITE)).toBe(
    'https://example.org/hrm/?limit=3&embed=on',
  );
  expect(embeddedAddress('javascript:alert(1)', SITE)).toBe('https://example.org/hrm/?embed=on');
  expect(embeddedAddress('?embed=off', SITE)).toBe('https://example.org/hrm/?embed=on');
  expect(embeddedAddress('http://[', SITE)).toBe('https://example.org/hrm/?embed=on');
});

test('both kinds of code lead to the same place', () => {
  const link = `${SITE}?world=maze&limit=8`;
  expect(frameCode(link, SITE)).toContain(
    'src="https://example.org/hrm/?world=maze&amp;limit=8&amp;embed=on"',
  );
  const element = elementCode(link, SITE);
  expect(element).toContain('src="https://example.org/hrm/embed.js"');
  expect(element).toContain('<hrm-playground link="?world=maze&amp;limit=8">');
});

test('takes a height only from a valid message', () => {
  expect(heightIn(heightMessage(612.4))).toBe(613);
  for (const other of [null, 7, 'x', {}, { type: 'hrm-playground:height', height: '7' }])
    expect(heightIn(other)).toBeNull();
  for (const height of [0, -3, Infinity, NaN, 1e6])
    expect(heightIn({ type: 'hrm-playground:height', height })).toBeNull();
});

test('the colours of an embed follow the text of the page around it', () => {
  expect(themeFor('rgb(27, 28, 31)')).toBe('light');
  expect(themeFor('rgb(236, 236, 234)')).toBe('dark');
  expect(themeFor('rgba(255, 255, 255, 0.87)')).toBe('dark');
  expect(themeFor('rgb(0 0 0)')).toBe('light');
  expect(themeFor('oklch(0.2 0 0)')).toBe('light');
  expect(themeIn(themeMessage('dark'))).toBe('dark');
  for (const other of [null, 7, {}, { type: 'hrm-playground:theme', theme: 'pink' }])
    expect(themeIn(other)).toBeNull();
});

test('reserves the height that the board needs, and no more in a wider frame', () => {
  expect(usualHeight('maze', 300)).toBeLessThan(usualHeight('maze', 500));
  expect(usualHeight(null, 900)).toBe(usualHeight('sudoku', 540));
  expect(usualHeight('arc', 640)).toBeLessThan(usualHeight('sudoku', 640) - 150);
  expect(frameCode(`${SITE}maze/`, SITE)).toContain(`height: ${usualHeight('maze', 0)}px`);
});
