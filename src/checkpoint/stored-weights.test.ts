import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { worstDifference, type ExpectedFigures } from '../../tests/support/parity';
import { createCpuBackend } from '../compute/cpu/backend';
import { bytesSource, type ByteSource } from './byte-source';
import { completeConfig } from './official-config';
import { openModelFiles } from './open-files';
import { readPickle } from './pickle';
import { writeSafetensors } from './safetensors';
import { tensorsIn } from './stored-weights';

const FOLDER = 'tests/fixtures/official-checkpoint';
const read = (name: string) => new Uint8Array(readFileSync(join(FOLDER, name)));
const checkpoint = read('checkpoint');
const file = (name: string, bytes = read(name)) => ({ name, source: bytesSource(bytes) });
const config = file('all_config.yaml');

test('a checkpoint and its YAML as the official code writes them compute what it computed', async () => {
  const { model, dtype } = await openModelFiles([config, file('checkpoint')]);
  expect(model.config).toMatchObject({
    vocab_size: 11,
    seq_len: 81,
    num_puzzle_identifiers: 1,
    puzzle_emb_ndim: 64,
    puzzle: { world: 'sudoku', width: 9, height: 9 },
  });
  expect([dtype, new Set(model.dtypes)]).toEqual(['F32', new Set(['BF16', 'F32'])]);
  const expected = JSON.parse(new TextDecoder().decode(read('expected.json'))) as ExpectedFigures;
  expect(await worstDifference(createCpuBackend(), model, expected)).toBeLessThan(2e-5);
}, 60_000);

test('a step of a training, a bare prefix and safetensors in several files open alike', async () => {
  const whole = (await openModelFiles([config, file('checkpoint')])).model.weights;
  const steps = [
    { name: 'run/step_500', source: bytesSource(Uint8Array.of(0x50, 0x4b)) },
    { name: 'run/step_2000', source: bytesSource(checkpoint) },
  ];
  const opened = await openModelFiles([...steps, { ...config, name: 'run/all_config.yaml' }]);
  expect(opened.name).toBe('run');
  expect(opened.model.weights).toEqual(whole);

  const tensors = [...whole].map(
    ([name, data]) => [name.replace('model.inner.', 'module.'), data] as const,
  );
  const shapes = await tensorsIn(bytesSource(checkpoint));
  const shape = (name: string) =>
    shapes.get(name.replace('module.', '_orig_mod.model.inner.'))!.shape;
  const shard = (part: typeof tensors) =>
    bytesSource(
      writeSafetensors(
        new Map(part.map(([name, data]) => [name, { shape: shape(name), data }])),
        'F32',
      ),
    );
  const names = ['model-1.safetensors', 'model-2.safetensors'] as const;
  const map = Object.fromEntries(tensors.map(([name], at) => [name, names[at < 5 ? 0 : 1]]));
  const index = new TextEncoder().encode(JSON.stringify({ metadata: {}, weight_map: map }));
  const sharded = await openModelFiles([
    { name: 'model.safetensors.index.json', source: bytesSource(index) },
    { name: names[1], source: shard(tensors.slice(5)) },
    { name: names[0], source: shard(tensors.slice(0, 5)) },
    config,
  ]);
  expect(new Map([...sharded.model.weights].sort())).toEqual(new Map([...whole].sort()));
});

test('only what the model needs is read, with progress, and can be cancelled', async () => {
  let bytes = 0;
  const source: ByteSource = {
    size: checkpoint.length,
    read: (begin, end) => {
      bytes += end - begin;
      return Promise.resolve(checkpoint.slice(begin, end));
    },
  };
  const progress: number[] = [];
  const files = [config, { name: 'checkpoint', source }];
  await openModelFiles(files, { onProgress: (loaded, total) => progress.push(loaded / total) });
  expect(bytes).toBeLessThan(checkpoint.length + 70_000);
  expect(progress.at(-1)).toBe(1);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  const stop = new AbortController();
  const opening = openModelFiles(files, { onProgress: () => stop.abort(), signal: stop.signal });
  await expect(opening).rejects.toThrow(/abort/i);
});

test('of a huge table of puzzle embeddings only the first rows are read', async () => {
  const rows = 700_000;
  const tensors = await tensorsIn(bytesSource(checkpoint));
  const table = tensors.get('_orig_mod.model.inner.puzzle_emb.weights')!;
  expect(await table.read(1)).toEqual((await table.read()).slice(0, 64));
  const shapes = new Map(
    [...tensors].map(([name, { shape }]) => [name.replace('_orig_mod.', ''), { shape }]),
  );
  shapes.set('model.inner.puzzle_emb.weights', { shape: [rows, 64] });
  shapes.set('model.inner.embed_tokens.embedding_weight', { shape: [12, 64] });
  const arch = {
    name: 'hrm.hrm_act_v1@HierarchicalReasoningModel_ACTV1',
    hidden_size: 64,
    puzzle_emb_ndim: 64,
  };
  expect(completeConfig({ arch }, shapes)).toMatchObject({
    seq_len: 900,
    num_puzzle_identifiers: rows,
    puzzle: { world: 'arc', width: 30, height: 30 },
  });
  shapes.set('model.inner.embed_tokens.embedding_weight', { shape: [6, 64] });
  expect(completeConfig({ arch }, shapes)).toMatchObject({ puzzle: { world: 'maze', width: 30 } });
  expect(() => completeConfig({ arch: { ...arch, name: 'gpt@GPT' } }, shapes)).toThrow(
    /another model \(arch\.name gpt@GPT\)/,
  );
});

const pickled = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

test('a pickle that asks for anything else is refused by name, and nothing is called', () => {
  // os.system('touch /tmp/x'), as the usual demonstration writes it.
  expect(() => readPickle(pickled('\x80\x02cposix\nsystem\n(X\x05\0\0\0touchtR.'))).toThrow(
    /asks Python for posix\.system, .*Nothing was executed/,
  );
  expect(() => readPickle(pickled('\x80\x02c__builtin__\neval\n)\x81.'))).toThrow(/operation 0x81/);
  expect(readPickle(pickled('\x80\x02}(X\x01\0\0\0aK\x07X\x01\0\0\0b\x8a\x01\xffu.'))).toEqual(
    new Map<string, unknown>([
      ['a', 7],
      ['b', -1],
    ]),
  );
});

test('a damaged or cut checkpoint is told in one sentence, whatever byte is wrong', async () => {
  for (let at = 7; at < checkpoint.length; at += 9973) {
    const damaged = checkpoint.slice();
    damaged[at]! ^= 0xff;
    await tensorsIn(bytesSource(damaged)).catch((error: Error) => {
      expect(error.name).toBe('CheckpointError');
    });
    await expect(tensorsIn(bytesSource(checkpoint.slice(0, at)))).rejects.toThrow(
      /truncated|safetensors|damaged|header/,
    );
  }
  for (let at = 64; at < 1850; at += 11) {
    const damaged = checkpoint.slice();
    damaged[at] = 0xff;
    await openModelFiles([config, { name: 'checkpoint', source: bytesSource(damaged) }]).catch(
      (error: Error) => expect(error.name).toBe('CheckpointError'),
    );
  }
});
