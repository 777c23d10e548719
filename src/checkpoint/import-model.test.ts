import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TINY_CONFIG, tinyModel } from '../../tests/support/tiny-model';
import { CheckpointError } from './error';
import { importModel, type ImportFile } from './import-model';
import { serializeModel } from './model-folder';

const model = tinyModel();
const exported = serializeModel(model, 'F16');
const text = (content: string) => new TextEncoder().encode(content);
const weights: ImportFile = { name: 'model.safetensors', bytes: exported.weights };
const config: ImportFile = { name: 'config.json', bytes: text(exported.config) };

describe('importModel', () => {
  it('takes the two files in any order, as they were exported', () => {
    for (const files of [
      [weights, config],
      [config, weights],
    ]) {
      const imported = importModel(files);
      expect(imported.model).toMatchObject(model);
      expect(imported).toMatchObject({ name: 'Imported model', dtype: 'F16' });
    }
    const full = serializeModel(model, 'F32').weights;
    expect(importModel([config, { ...weights, bytes: full }]).dtype).toBe('F32');
  });

  it.each([
    ['maze-large.safetensors', 'config.json', 'maze-large'],
    ['runs/today/model.safetensors', 'runs/today/config.json', 'today'],
    ['C:\\models\\tiny.v2.safetensors', 'config.json', 'tiny.v2'],
    ['model.safetensors', 'my-sudoku.json', 'my-sudoku'],
    ['./model.safetensors', './config.json', 'Imported model'],
  ])('calls %s with %s “%s”', (weightsName, configName, name) => {
    const files = [
      { ...weights, name: weightsName },
      { ...config, name: configName },
    ];
    expect(importModel(files).name).toBe(name);
  });

  it('knows the files by their content where their names tell nothing', () => {
    const files = [
      { ...weights, name: 'step_26040' },
      { name: 'settings', bytes: text(`\uFEFF\n${exported.config}`) },
    ];
    expect(importModel(files).model.weights).toEqual(model.weights);
  });

  it('passes over what else lies in a model folder', () => {
    const files = [
      { name: 'sudoku/README.md', bytes: text('# Sudoku model') },
      { name: 'sudoku/measured.json', bytes: text('{}') },
      { ...weights, name: 'sudoku/model.safetensors' },
      { ...config, name: 'sudoku/config.json' },
    ];
    expect(importModel(files)).toMatchObject({ model, name: 'sudoku' });
  });

  it.each<[string, ImportFile[], RegExp]>([
    ['no file', [], /^No file was given: bring/],
    ['no config', [weights], /^model\.safetensors came without its config\.json.*bring both/],
    ['no weights', [config], /^config\.json came without weights: bring the \*\.safetensors/],
    [
      'two weights',
      [weights, config, { ...weights, name: 'b.safetensors' }],
      /^model\.safetensors and b\.safetensors are both weights; bring the files of one model\.$/,
    ],
    [
      'two configs',
      [weights, { ...config, name: 'a.json' }, { ...config, name: 'b.json' }],
      /^a\.json and b\.json are both configs/,
    ],
    [
      'YAML',
      [weights, { name: 'all_config.yaml', bytes: text('arch:') }],
      /^all_config\.yaml is Y/,
    ],
    [
      'a PyTorch file',
      [{ name: 'a.PTH', bytes: text('PK') }, config],
      /^a\.PTH is a PyTorch.*conv/,
    ],
    ['an archive', [{ name: 'a.zip', bytes: text('PK') }], /^a\.zip is an archive; unpack/],
    ['an ONNX file', [{ name: 'a.onnx', bytes: text('') }], /^a\.onnx is an ONNX graph.*bring the/],
    ['a picture', [{ name: 'a.png', bytes: text('\x89PNG\r\n\x1a\n') }], /^a\.png is neither safe/],
    [
      'a config that is no JSON',
      [weights, { name: 'tiny.json', bytes: text('{') }],
      /^tiny\.json is not valid JSON: /,
    ],
    [
      'a config that is no HRM’s',
      [weights, { name: 'tiny.json', bytes: text('{"hidden_size":8}') }],
      /^tiny\.json is not a usable HRM config: .*seq_len/,
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
  ])('explains %s in one sentence', (_, files, message) => {
    const load = () => importModel(files);
    expect(load).toThrow(CheckpointError);
    expect(load).toThrow(message);
  });

  it('fails with nothing but a CheckpointError, whatever is dropped', () => {
    const name = fc.constantFrom('a.safetensors', 'b.json', 'c', 'd.bin', '');
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.json().map(text),
      fc.nat(exported.weights.length).map((length) => exported.weights.subarray(0, length)),
    );
    fc.assert(
      fc.property(fc.array(fc.record({ name, bytes }), { maxLength: 3 }), (files) => {
        try {
          importModel(files);
        } catch (error) {
          expect(error).toBeInstanceOf(CheckpointError);
        }
      }),
    );
  });
});
