import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BACKEND_KINDS } from '../../compute/backend';
import { plainMessage } from '../../hrm/plain-message';
import { SUDOKU_RULES } from '../../puzzles/sudoku/geometry';
import { DIVERSITY_KINDS } from '../../reasoning/diversity';
import { LESSON_IDS } from '../../training/lessons/ids';
import { applyUrl } from '../page/settings';
import { TABS } from '../worlds';
import { CHAIN_COUNTS, RESTARTS } from './chains';
import { SPEEDS } from './playback';
import { SCRIPTS } from './present';
import { SETTING_KEYS, usualValues } from './settings';
import { createTestPlayground } from './testing';
import { readUrl, writeUrl, type UrlSettings } from './url';
import { HIDEABLE, THEMES } from './view';

const DEFAULTS: UrlSettings = {
  ...usualValues(),
  world: 'sudoku',
  puzzle: new Uint8Array(81),
  rule: 'classic',
  model: 'sudoku',
  hidden: new Set(),
};

const anySettings: fc.Arbitrary<UrlSettings> = fc.record({
  world: fc.constant('sudoku'),
  puzzle: fc.oneof(
    fc.uint8Array({ minLength: 81, maxLength: 81, max: 9 }),
    fc.uint8Array({ minLength: 16, maxLength: 16, max: 4 }),
  ),
  rule: fc.constantFrom(...SUDOKU_RULES),
  model: fc.stringMatching(/^[\w-]{1,64}$/),
  limit: fc.integer({ min: 1, max: 64 }),
  breadth: fc.constantFrom(...CHAIN_COUNTS),
  differ: fc.constantFrom(...DIVERSITY_KINDS),
  noise: fc.integer({ min: 0, max: 100 }).map((hundredths) => hundredths / 100),
  restart: fc.constantFrom(...RESTARTS),
  halting: fc.boolean(),
  sure: fc.integer({ min: 10, max: 999 }).map((tenths) => tenths / 10),
  cycles: fc.option(
    fc.record({
      H_cycles: fc.integer({ min: 1, max: 16 }),
      L_cycles: fc.integer({ min: 1, max: 16 }),
    }),
  ),
  speed: fc.constantFrom(...SPEEDS),
  loop: fc.boolean(),
  violations: fc.boolean(),
  inside: fc.boolean(),
  race: fc.boolean(),
  embed: fc.boolean(),
  present: fc.boolean(),
  say: fc.string({ maxLength: 240 }).map((text) => text.replaceAll(/\s+/g, ' ').trim()),
  script: fc.constantFrom(...SCRIPTS),
  stop: fc.integer({ min: 1, max: 99 }),
  theme: fc.constantFrom(...THEMES),
  backend: fc.constantFrom('auto' as const, ...BACKEND_KINDS),
  lesson: fc.constantFrom('none' as const, ...LESSON_IDS),
  hidden: fc.subarray([...HIDEABLE]).map((things) => new Set(things)),
});

test('reads back what it writes, over the defaults', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const { settings: read, problems } = readUrl(writeUrl(settings, DEFAULTS, TABS), TABS);
      expect(problems).toEqual([]);
      expect({ ...DEFAULTS, ...read }).toEqual(settings);
    }),
  );
});

test('writes only differences from the defaults, with the version', () => {
  expect(writeUrl(DEFAULTS, DEFAULTS, TABS)).toBe('');
  const settings = { ...DEFAULTS, limit: 4, hidden: new Set(['chart'] as const) };
  expect(writeUrl(settings, DEFAULTS, TABS)).toBe('?limit=4&chart_hide=1&v=1');
});

test.each([
  ['breadth=3', 'one of 1, 2, 4, 8'],
  ['differ=luck', 'one of views, noise, both'],
  ['noise=1.5', 'a number from 0 to 1'],
  ['noise=0.333', 'at most two decimals'],
  ['noise=-1', 'a number from 0 to 1'],
  ['limit=0', 'a whole number from 1 to 64'],
  ['limit=65', 'a whole number from 1 to 64'],
  ['limit=4.5', 'a whole number from 1 to 64'],
  ['speed=3', 'one of 1, 2, 4, 8'],
  ['halting=yes', 'on or off'],
  ['theme=sepia', 'one of system, light, dark'],
  ['backend=cuda', 'one of auto, webgpu, wasm, cpu, onnx'],
  ['puzzle=123', 'a Sudoku of 81, 36 or 16'],
  [`puzzle=${'5'.repeat(16)}`, 'a Sudoku of 81, 36 or 16'],
  ['rule=diagonl', 'one of classic, diagonal'],
  ['world=mars', 'one of sudoku'],
  ['model=../secret', 'the id of a model'],
  ['lesson=algebra', 'one of none, scratch-4'],
  ['chart_hide=yes', '1 or 0'],
  ['limt=4', 'One setting of this link is unknown'],
])('%s is skipped with a sentence, and the rest is read', (bad, why) => {
  const { settings, problems } = readUrl(`?${bad}&loop=on`, TABS);
  expect(settings).toEqual({ loop: true });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(why);
});

test('reports a link of a newer version; ignores campaign parameters', () => {
  expect(readUrl('?v=2&limit=3', TABS)).toMatchObject({ settings: { limit: 3 } });
  expect(readUrl('?v=2', TABS).problems[0]).toContain('newer version');
  expect(readUrl('?utm_source=blog&v=1', TABS).problems).toEqual([]);
});

/** Values that somebody else might put into a link. */
const HOSTILE = [
  'x'.repeat(6000),
  'Your session has expired. Call +1 555 0100 to get your puzzles back',
  '<img src=x onerror=alert(1)>',
  'https://evil.example/?a=b',
  '\u0000\u001b[2J\u0007\r\nSet-Cookie: a=b',
  '\u202egnp.elif\u2066\u2069\u200b\ufeff',
  '\ud800',
  '9'.repeat(400),
  '-1e999',
  '__proto__',
  'http://[',
  '%E0%A4%A',
];
/** Every key a link may have in some world, and some it may not. */
const KEYS = [
  ...new Set([
    ...TABS.flatMap((tab) => Object.keys(tab.link)),
    ...['world', 'rule', 'model', 'v'],
    ...SETTING_KEYS,
    ...HIDEABLE.map((thing) => `${thing}_hide`),
  ]),
];
const UNKNOWN = ['__proto__', 'constructor', 'toString', '_hide', '', ...HOSTILE];

test.each(TABS.map(({ id }) => id))(
  '%s: no value of any key appears as the page’s own text',
  (world) => {
    for (const value of HOSTILE) {
      for (const key of [...KEYS, ...UNKNOWN]) {
        const { settings, problems } = readUrl(
          `?${new URLSearchParams([...(key === 'world' ? [] : [['world', world]]), [key, value]])}`,
          TABS,
        );
        expect(problems.length, key).toBeLessThanOrEqual(1);
        for (const problem of problems) {
          expect(problem.length, key).toBeLessThan(250);
          expect(problem, key).toBe(plainMessage(problem));
          if (value.length > 16) expect(problem).not.toContain(value.slice(0, 17));
        }
        // A teacher's text is the only free text of a link; it is shown plainly in its own place.
        const others = Object.entries(settings).filter(([name]) => name !== 'world');
        for (const [name, read] of others) {
          if (name === 'say') expect(read).toBe(plainMessage(read as string));
          else if (name === 'model') expect(read).toMatch(/^[\w-]{1,64}$/);
          else expect(JSON.stringify(read), key).not.toContain(value.slice(0, 17));
        }
      }
    }
  },
);

test('all keys at once, many times, are read quickly and give few notes', () => {
  const pairs = KEYS.flatMap((key) => HOSTILE.map((value) => [key, value]));
  const many = Array.from({ length: 20 }, () => [...pairs, ...UNKNOWN.map((key) => [key, key])]);
  const store = createTestPlayground();
  applyUrl(store, `?${new URLSearchParams(many.flat())}`);
  const notes = store.getState().notes.map(({ text }) => text);
  expect(notes.length).toBeLessThanOrEqual(5);
  for (const note of notes) expect(note.length).toBeLessThan(250);
});

test('no query can make it throw', () => {
  fc.assert(
    fc.property(fc.string(), (search) => {
      expect(Array.isArray(readUrl(search, TABS).problems)).toBe(true);
    }),
  );
});
