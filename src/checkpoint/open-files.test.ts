import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TINY_CONFIG, tinyModel } from '../../tests/support/tiny-model';
import { bytesSource } from './byte-source';
import { CheckpointError } from './error';
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
  it('takes the two files in any order, as they were exported', async () => {
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

  it('knows the files by their content where their names tell nothing', async () => {
    const files = [
      { ...weights, name: 'step_26040' },
      { name: 'settings', bytes: text(`\uFEFF\n${exported.config}`) },
    ];
    expect((await open(files)).model.weights).toEqual(model.weights);
  });

  it('passes over what else lies in a model folder', async () => {
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
      [weights, { name: 'tiny.json', bytes: text('{"hidden_size":8}') }],
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

  it('fails with nothing but a CheckpointError, whatever is dropped', async () => {
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
