import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TINY_CONFIG, tinyModel } from '../../tests/support/tiny-model';
import { bytesSource } from './byte-source';
import { CheckpointError } from './error';
import { MissingSettingsError, type Settings } from './missing-settings';
import { serializeModel } from './model-folder';
import { openModelFiles } from './open-files';

interface ImportFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const open = (files: readonly ImportFile[]) =>
  openModelFiles(files.map(({ name, bytes }) => ({ name, source: bytesSource(bytes) })));

const model = tinyModel();
const exported = serializeModel(model, 'F16');
const text = (content: string) => new TextEncoder().encode(content);
const weights: ImportFile = { name: 'model.safetensors', bytes: exported.weights };
const config: ImportFile = { name: 'config.json', bytes: text(exported.config) };

describe('openModelFiles', () => {
  it('takes the two exported files in any order', async () => {
    for (const files of [
      [weights, config],
      [config, weights],
    ]) {
      const imported = await open(files);
      expect(imported.model).toMatchObject(model);
      expect(imported).toMatchObject({ name: 'Imported model', dtype: 'F16' });
    }
    const full = serializeModel(model, 'F32').weights;
    expect((await open([config, { ...weights, bytes: full }])).dtype).toBe('F32');
  });

  it.each([
    ['maze-large.safetensors', 'config.json', 'maze-large'],
    ['runs/today/model.safetensors', 'runs/today/config.json', 'today'],
    ['C:\\models\\tiny.v2.safetensors', 'config.json', 'tiny.v2'],
    ['model.safetensors', 'my-sudoku.json', 'my-sudoku'],
    ['./model.safetensors', './config.json', 'Imported model'],
  ])('calls %s with %s “%s”', async (weightsName, configName, name) => {
    const files = [
      { ...weights, name: weightsName },
      { ...config, name: configName },
    ];
    expect((await open(files)).name).toBe(name);
  });

  it('knows the files by their content if their names say nothing', async () => {
    const files = [
      { ...weights, name: 'step_26040' },
      { name: 'settings', bytes: text(`\uFEFF\n${exported.config}`) },
    ];
    expect((await open(files)).model.weights).toEqual(model.weights);
  });

  it('takes the names that the library Transformers gives', async () => {
    const { num_heads, H_layers, L_layers, H_cycles, L_cycles, seq_len, expansion, ...rest } =
      model.config;
    const settings = {
      ...rest,
      model_type: 'hrm',
      num_attention_heads: num_heads,
      num_hidden_layers: 9,
      h_layers: H_layers,
      l_layers: L_layers,
      h_cycles: H_cycles,
      l_cycles: L_cycles,
      max_position_embeddings: seq_len,
      // The library writes this if no value was given.
      intermediate_size: null,
      expansion: expansion + 0.01,
    };
    const names: Readonly<Record<string, string>> = {
      'embed_tokens.embedding_weight': 'embed_tokens.weight',
      'embed_pos.embedding_weight': 'embed_pos.weight',
      'puzzle_emb.weights': 'puzzle_emb.weight',
    };
    const opened = await open([
      { name: 'config.json', bytes: text(JSON.stringify(settings)) },
      { name: 'model.safetensors', bytes: rewritten(names) },
    ]);
    expect(opened.model.weights).toEqual(model.weights);
    expect(opened.model.config).toMatchObject({ num_heads, H_layers, L_layers, seq_len });
  });

  it('ignores other files in a model folder', async () => {
    const files = [
      { name: 'sudoku/.gitattributes', bytes: text('* text') },
      { name: 'sudoku/board.png', bytes: text('\x89PNG') },
      { name: 'sudoku/README.md', bytes: text('# Sudoku model') },
      { name: 'sudoku/measured.json', bytes: text('{}') },
      { ...weights, name: 'sudoku/model.safetensors' },
      { ...config, name: 'sudoku/config.json' },
    ];
    expect(await open(files)).toMatchObject({ model, name: 'sudoku' });
  });

  it.each<[string, ImportFile[], RegExp]>([
    ['no file', [], /^No file was given: bring/],
    ['no config', [weights], /^model\.safetensors came without its config.*bring both/],
    ['no weights', [config], /^config\.json came without weights: bring a model.*\*\.safetensors/],
    [
      'two weights',
      [{ ...weights, name: 'a.safetensors' }, config, { ...weights, name: 'b.safetensors' }],
      /^a\.safetensors and b\.safetensors are both weights; bring the files of one model\.$/,
    ],
    [
      'two configs',
      [weights, { ...config, name: 'a.json' }, { ...config, name: 'b.json' }],
      /^a\.json and b\.json are both configs/,
    ],
    [
      'YAML of another kind',
      [weights, { name: 'all_config.yaml', bytes: text('arch: [') }],
      /^all_config\.yaml: it is not valid YAML/,
    ],
    [
      'no PyTorch file',
      [{ name: 'a.PTH', bytes: text('PK') }, config],
      /^a\.PTH: This is no zip archive/,
    ],
    ['an archive', [{ name: 'a.zip', bytes: text('PK') }], /^a\.zip is an archive; unpack/],
    ['an ONNX file', [{ name: 'a.onnx', bytes: text('') }], /^a\.onnx is an ONNX graph.*bring a/],
    ['a picture', [{ name: 'a.png', bytes: text('\x89PNG\r\n\x1a\n') }], /^a\.png is no part of/],
    [
      'a config that is no JSON',
      [weights, { name: 'tiny.json', bytes: text('{') }],
      /^tiny\.json is not valid JSON: /,
    ],
    [
      'a config that is no HRM’s',
      [
        weights,
        {
          name: 'tiny.json',
          bytes: text('{"hidden_size":"wide","num_heads":-1,"H_cycles":1,"L_cycles":1}'),
        },
      ],
      /^tiny\.json is not a usable HRM config: /,
    ],
    [
      'cut weights',
      [{ name: 'cut.safetensors', bytes: exported.weights.subarray(0, 3000) }, config],
      /^cut\.safetensors: .*truncated/,
    ],
    [
      'weights of another config',
      [
        weights,
        { name: 'config.json', bytes: text(JSON.stringify({ ...TINY_CONFIG, hidden_size: 16 })) },
      ],
      /^model\.safetensors: Tensor .* has shape \[8\], but the config asks for \[16\]\.$/,
    ],
  ])('explains %s in one sentence', async (_, files, message) => {
    const error: unknown = await open(files).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CheckpointError);
    expect((error as Error).message).toMatch(message);
  });

  describe('a config that does not say all', () => {
    const without = (keys: readonly string[], of: object = TINY_CONFIG) =>
      Object.fromEntries(Object.entries(of).filter(([key]) => !keys.includes(key)));
    const opening = (written: object, settings: Settings = {}) =>
      openModelFiles(
        [
          { name: 'model.safetensors', source: bytesSource(exported.weights) },
          { name: 'config.json', source: bytesSource(text(JSON.stringify(written))) },
        ],
        { settings },
      );
    const told = ['num_heads', 'H_cycles', 'L_cycles'] as const;
    const fromTensors = Object.keys(TINY_CONFIG).filter(
      (key) => ![...told, 'seq_len', 'puzzle', 'arch'].includes(key),
    );

    it('takes settings from the tensors if possible', async () => {
      for (const key of fromTensors) {
        const { model: found } = await opening(without([key]));
        expect(found.weights, key).toEqual(model.weights);
      }
      const { config: found } = (await opening(without(fromTensors))).model;
      expect(found).toMatchObject(without(['halt_max_steps', 'expansion', ...told], model.config));
    });

    it('asks once for all other settings, with likely values, and opens with the answers', async () => {
      const asked = [...told, 'seq_len'];
      // Without a known vocabulary the number of cells is unknown too.
      const written = { ...without([...asked, 'puzzle']), vocab_size: 11, pos_encodings: 'rope' };
      const error = await opening({ ...without(told), hidden_size: 8 }).catch(
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(MissingSettingsError);
      const { questions, message } = error as MissingSettingsError;
      expect(message).toBe('config.json does not say num_heads, H_cycles and L_cycles.');
      expect(questions.map(({ key }) => key)).toEqual(told);
      for (const { proposals, about } of questions) {
        expect(proposals.length).toBeGreaterThan(1);
        expect(about).not.toBe('');
      }
      const { num_heads, H_cycles, L_cycles } = TINY_CONFIG;
      const opened = await opening(written, { num_heads, H_cycles, L_cycles, seq_len: 16 });
      expect(opened.model.weights).toEqual(model.weights);
      expect(opened.model.config).toMatchObject({ num_heads, seq_len: 16 });
      // The given settings must fit, too.
      await expect(opening(written, { num_heads: 3, H_cycles, L_cycles })).rejects.toThrow(
        /num_heads: must divide hidden_size/,
      );
    });
  });

  it('fails only with a CheckpointError, for any dropped files', async () => {
    const name = fc.constantFrom('a.safetensors', 'b.json', 'c', 'd.bin', '');
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.json().map(text),
      fc.nat(exported.weights.length).map((length) => exported.weights.subarray(0, length)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ name, bytes }), { maxLength: 3 }), async (files) => {
        try {
          await open(files);
        } catch (error) {
          expect(error).toBeInstanceOf(CheckpointError);
        }
      }),
    );
  });
});

/** The exported weights under other names, with `hrm.` in front. */
function rewritten(names: Readonly<Record<string, string>>): Uint8Array {
  const { weights: bytes } = exported;
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<
    string,
    unknown
  >;
  const named = Object.entries(header).map(([name, entry]) => {
    const bare = name.replace('model.inner.', '');
    return [name === '__metadata__' ? name : `hrm.${names[bare] ?? bare}`, entry];
  });
  const head = text(JSON.stringify(Object.fromEntries(named)));
  const file = new Uint8Array(8 + head.length + bytes.length - 8 - length);
  new DataView(file.buffer).setBigUint64(0, BigInt(head.length), true);
  file.set(head, 8);
  file.set(bytes.subarray(8 + length), 8 + head.length);
  return file;
}
