import { expect, test } from 'vitest';
import { attack, take } from '../fuzz/attack';
import { READERS } from '../fuzz/readers';

test('sound inputs are read', () => {
  for (const reader of READERS) {
    if (reader.name === 'measured.json') continue; // its seed is a stub to be spoilt
    for (const seed of reader.seeds) {
      expect(take(reader, seed), reader.name).toEqual({ problem: null, refused: false });
    }
  }
});

test('two thousand spoilt inputs are read or refused in a sentence', () => {
  const { findings } = attack(2000, 20);
  expect(findings.map(({ reader, problem }) => `${reader}: ${problem}`)).toEqual([]);
}, 60_000);

/** What readers stumbled over in earlier versions. */
const PAST: readonly (readonly [reader: string, input: string])[] = [
  ['maze', '#\n'.repeat(130_000)],
  ['link to embed', 'http://['],
  ['link', `?${'x'.repeat(6000)}=1`],
  ['config.json', '{"H_layers":3000000,"vocab_size":11}'],
];

test.each(PAST)('%s: a fault of the past stays mended', (name, input) => {
  const reader = READERS.find((each) => each.name === name)!;
  expect(take(reader, new TextEncoder().encode(input)).problem).toBeNull();
});
