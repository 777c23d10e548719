import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { worstDifference, type ExpectedFigures } from '../../tests/support/parity';
import { createCpuBackend } from '../compute/cpu/backend';
import { bytesSource, type ByteSource } from './byte-source';
import { MissingSettingsError } from './missing-settings';
import { completeConfig } from './official-config';
import { openModelFiles } from './open-files';
import { readPickle } from './pickle';
import { writeSafetensors } from './safetensors';
import { weightsIn } from './stored-weights';

const FOLDER = 'tests/fixtures/official-checkpoint';
const read = (name: string) => new Uint8Array(readFileSync(join(FOLDER, name)));
const checkpoint = read('checkpoint');
const file = (name: string, bytes = read(name)) => ({ name, source: bytesSource(bytes) });
const config = file('all_config.yaml');

test('a checkpoint and its YAML from the official code give the official results', async () => {
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

test('a training step, a bare prefix and safetensors in several files all open', async () => {
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
  const { tensors: shapes } = await weightsIn(bytesSource(checkpoint));
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

test('reads only the first rows of a huge table of puzzle embeddings', async () => {
  const rows = 700_000;
  const { tensors } = await weightsIn(bytesSource(checkpoint));
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
  // os.system('touch /tmp/x'), the usual demonstration of an attack.
  expect(() => readPickle(pickled('\x80\x02cposix\nsystem\n(X\x05\0\0\0touchtR.'))).toThrow(
    /asks Python for posix\.system, .*Nothing was executed/,
  );
  expect(() => readPickle(pickled('\x80\x02c__builtin__\neval\n)\x81.'))).toThrow(
    /asks Python for __builtin__\.eval, .*Nothing was executed/,
  );
  expect(() => readPickle(pickled('\x80\x02(i__builtin__\neval\n.'))).toThrow(/operation 0x69/);
  expect(readPickle(pickled('\x80\x02}(X\x01\0\0\0aK\x07X\x01\0\0\0b\x8a\x01\xffu.'))).toEqual(
    new Map<string, unknown>([
      ['a', 7],
      ['b', -1],
    ]),
  );
});

test('a damaged or truncated checkpoint gives one sentence, for any wrong byte', async () => {
  for (let at = 7; at < checkpoint.length; at += 9973) {
    const damaged = checkpoint.slice();
    damaged[at]! ^= 0xff;
    await weightsIn(bytesSource(damaged)).catch((error: Error) => {
      expect(error.name).toBe('CheckpointError');
    });
    await expect(weightsIn(bytesSource(checkpoint.slice(0, at)))).rejects.toThrow(
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

describe('Equilibrium Reasoners', () => {
  const eqr = (name: string) => new Uint8Array(readFileSync(join('tests/fixtures', name)));
  const saved = {
    name: 'sudoku-extreme/eqr.pth',
    source: bytesSource(eqr('eqr-checkpoint/eqr.pth')),
  };

  test('a training state from the official code gives the results of its moving average', async () => {
    const { model, name } = await openModelFiles([saved]);
    expect(name).toBe('sudoku-extreme');
    expect(model.config).toMatchObject({
      ...{
        arch: 'trm',
        no_ACT_continue: true,
        seq_len: 16,
        vocab_size: 6,
        pos_encodings: 'rope2d',
      },
      ...{ init: 'random', H_init_std: 1, L_init_std: 0.5, damping: 0.95, H_cycles: 2 },
    });
    const text = new TextDecoder().decode(eqr('eqr-checkpoint/expected.json'));
    const expected = JSON.parse(text) as ExpectedFigures;
    expect(await worstDifference(createCpuBackend(), model, expected)).toBeLessThan(2e-5);
  });

  test('weights alone are recognised by their tensors; asks for the other settings', async () => {
    const weights = {
      name: 'eqr.safetensors',
      source: bytesSource(eqr('eqr-attention/model.safetensors')),
    };
    const asked = await openModelFiles([weights]).catch((error: unknown) => error);
    expect(asked).toBeInstanceOf(MissingSettingsError);
    expect((asked as Error).message).toBe(
      'eqr.safetensors does not say num_heads, H_cycles, L_cycles and damping.',
    );
    const settings = { num_heads: 2, H_cycles: 2, L_cycles: 2, damping: 0.95, seq_len: 16 };
    const { model } = await openModelFiles([weights], { settings });
    expect(model.config).toMatchObject({ ...settings, arch: 'trm', init: 'random' });
    expect(model.config.pos_encodings).toBe('rope');
  });

  test('its official YAML is read; reports what is not supported', () => {
    const shapes = new Map([['model.inner.embed_tokens.embedding_weight', { shape: [11, 64] }]]);
    const arch = { name: 'eqr@EqRModel', hidden_size: 64, num_heads: 4, lambda_: 0.9 };
    const board = { pos_encodings: 'rope', board_height: 9, board_width: 9 };
    expect(completeConfig({ arch: { ...arch, ...board } }, shapes)).toMatchObject({
      ...{ arch: 'trm', damping: 0.9, init: 'random', seq_len: 81, puzzle_emb_ndim: 0 },
      puzzle: { world: 'sudoku', width: 9, height: 9 },
    });
    const oblong = { ...arch, pos_encodings: 'rope2d', board_height: 4, board_width: 9 };
    expect(() => completeConfig({ arch: oblong }, shapes)).toThrow(
      'The model has rope2d on a board of 9×4; here its board must be a square.',
    );
    expect(completeConfig({ arch: { ...arch, pos_encodings: null } }, shapes)).toMatchObject({
      pos_encodings: 'none',
      seq_len: 81,
    });
  });
});
