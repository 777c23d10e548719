import { expect, test } from 'vitest';
import { elementCode, embeddedAddress, frameCode } from './address';
import { heightIn, heightMessage } from './height';

const SITE = 'https://example.org/hrm/';

test('of a link only its query counts, so nothing but the playground is ever embedded', () => {
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

test('a height is taken only from what is one', () => {
  expect(heightIn(heightMessage(612.4))).toBe(613);
  for (const other of [null, 7, 'x', {}, { type: 'hrm-playground:height', height: '7' }])
    expect(heightIn(other)).toBeNull();
  for (const height of [0, -3, Infinity, NaN, 1e6])
    expect(heightIn({ type: 'hrm-playground:height', height })).toBeNull();
});
