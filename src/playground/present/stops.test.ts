import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readUrl } from '../store/url';
import { TABS } from '../worlds';
import { LESSONS } from './scripts';
import { readStops, textOf } from './stops';

test('every stop is a link that the page reads without a note', () => {
  for (const stops of Object.values(LESSONS)) {
    for (const { say, query } of stops) {
      const { settings, problems } = readUrl(query, TABS);
      expect(problems).toEqual([]);
      expect(settings).toMatchObject({ present: true, say });
    }
  }
});

test('docs/teaching.md has the same stops in the same order, with equal links', () => {
  const text = readFileSync('docs/teaching.md', 'utf8');
  const listed = [...text.matchAll(/^\d+\. \[([^\]]+)\]\((\S+)\)/gm)];
  const stops = Object.values(LESSONS).flat();
  expect(listed.map(([, say]) => say)).toEqual(stops.map(({ say }) => say));
  const settings = (query: string) => Object.fromEntries(new URLSearchParams(query));
  listed.forEach(([, , link], at) => {
    expect(settings(new URL(link!).search)).toEqual(settings(stops[at]!.query));
  });
});

test('a script comes back from its edited text', () => {
  const stops = LESSONS.school;
  const again = readStops(textOf(stops));
  const settings = ({ say, query }: (typeof stops)[number]) => ({
    say,
    ...Object.fromEntries(new URLSearchParams(query)),
  });
  expect(again.map(settings)).toEqual(stops.map(settings));
  // A bare address is also the text.
  const [bare] = readStops('\n?limit=2&say=Look%21\n');
  expect(bare!.say).toBe('Look!');
  expect(new URLSearchParams(bare!.query).get('present')).toBe('on');
  expect(() => readStops('- a line without a link')).toThrow('Line 1');
});
