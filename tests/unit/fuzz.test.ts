import { expect, test } from 'vitest';
import { attack, take } from '../fuzz/attack';
import { READERS } from '../fuzz/readers';

test('valid inputs are read', async () => {
  for (const reader of READERS) {
    if (reader.name === 'measured.json') continue; // its seed is only a stub for corruption
    for (const seed of reader.seeds) {
      expect(await take(reader, seed), reader.name).toEqual({ problem: null, refused: false });
    }
  }
});

test('two thousand corrupted inputs are read or refused in a sentence', async () => {
  const { findings } = await attack(2000, 20);
  expect(findings.map(({ reader, problem }) => `${reader}: ${problem}`)).toEqual([]);
}, 60_000);

/** The end of a zip file whose directory has 46 bytes and lies at the beginning. */
const END_OF_ZIP = `PK\x05\x06${'\0'.repeat(8)}\x2e${'\0'.repeat(9)}`;

/** Inputs that caused faults in earlier versions, or could have. A character is a byte. */
const PAST: readonly (readonly [reader: string, input: string])[] = [
  // A version of nested lists, each containing the one before twice: its text would never end.
  ['pickle', `)${'q\0h\0h\0\x86'.repeat(40)}q\0ctorch.torch_version\nTorchVersion\nh\0\x85R.`],
  ['pickle', 'ctorch._utils\n_rebuild_tensor_v2\n(NNNNtR.'],
  ['pickle', 'ccollections\nOrderedDict\n]K\x01a\x85R.'],
  // Lengths that point outside the archive.
  ['zip directory', `${'PK\x01\x02'.padEnd(28, '\0')}\xff\x7f${'\0'.repeat(16)}${END_OF_ZIP}`],
  ['index of shards', 'null'],
  ['index of shards', '{"weight_map":{"a":1}}'],
  ['all_config.yaml', `arch: ${'['.repeat(30_000)}`],
  ['all_config.yaml', `a: &a [x]\nb: &b [*a,*a]\n${'c: [*b,*b]\n'.repeat(4000)}`],
  ['maze', '#\n'.repeat(130_000)],
  ['link to embed', 'http://['],
  ['link', `?${'x'.repeat(6000)}=1`],
  ['config.json', '{"H_layers":3000000,"vocab_size":11}'],
];

test.each(PAST)('%s: an earlier fault stays fixed', async (name, input) => {
  const reader = READERS.find((each) => each.name === name)!;
  const { problem } = await take(reader, Uint8Array.from(Buffer.from(input, 'latin1')));
  expect(problem).toBeNull();
});
