import { beforeEach, expect, test } from 'vitest';
import { freshStorage } from '../../../tests/support/fake-storage';
import { assembleModel } from '../../checkpoint/model-folder';
import { openModelStore } from '../../checkpoint/model-store';
import { parameterSpecs, type HrmModel } from '../../hrm/parameters';
import { DIAGONAL_9, SUDOKU_4 } from '../../puzzles/sudoku/geometry';
import { createTestPlayground, sudokuBoard, sudokuConfig } from '../store/testing';
import { fileName } from './download';
import { importFiles } from './import-files';
import { lookIntoStorage, removeModel, renameModel, saveModel } from './kept';
import { fileOf } from './take-away';

beforeEach(freshStorage);

function modelOf(geometry = SUDOKU_4): HrmModel {
  const config = sudokuConfig(geometry);
  const weights = parameterSpecs(config).map(({ name, shape }) => {
    const length = shape.reduce((product, extent) => product * extent, 1);
    return [name, Float32Array.from({ length }, (_, i) => Math.sin(i))] as const;
  });
  return { config, weights: new Map(weights) };
}

const taken = (model: HrmModel, title: string) =>
  (['weights', 'config'] as const).map((kind) => {
    const { name, bytes } = fileOf(model, title, kind);
    return new File([bytes], name);
  });

test('exported files give the same model back, and it is opened', async () => {
  const store = createTestPlayground();
  const model = modelOf(DIAGONAL_9);
  const name = await importFiles(store, taken(model, 'A new rule, step 1,240'));
  expect(name).toBe('a-new-rule-step-1-240');
  const { model: chosen, board } = store.getState();
  expect(chosen).toMatchObject({ title: name, origin: 'saved', board: sudokuBoard(DIAGONAL_9) });
  expect(board).toEqual(sudokuBoard(DIAGONAL_9));
  const models = await openModelStore();
  const loaded = await models.load(chosen.id);
  models.close();
  expect(loaded.config).toEqual(model.config);
  expect(loaded.weights).toEqual(model.weights);
});

test('a model for another world is refused before anything is kept', async () => {
  const store = createTestPlayground();
  const { config, weights } = modelOf();
  const other = { ...config, puzzle: { world: 'colouring', width: 4, height: 4 } };
  await expect(importFiles(store, taken({ config: other, weights }, 'colours'))).rejects.toThrow(
    'no board for colouring',
  );
  await lookIntoStorage(store);
  expect(store.getState().models.map(({ title }) => title)).not.toContain('colours');
});

test('half a model is refused with what is missing', async () => {
  const store = createTestPlayground();
  const [weights, config] = taken(modelOf(), 'half') as [File, File];
  await expect(importFiles(store, [weights])).rejects.toThrow('without its config');
  await expect(importFiles(store, [config])).rejects.toThrow('came without weights');
});

test('a saved model is renamed and deleted, and the page knows at once', async () => {
  const store = createTestPlayground();
  const note = { origin: 'lesson' as const, lesson: 'scratch-4', steps: 5 };
  const saved = await saveModel(store, { name: 'mine', model: modelOf(), note, dtype: 'F32' });
  const titles = () => store.getState().models.map(({ title }) => title);
  expect(titles()).toContain('mine');
  store.getState().chooseModel(saved.id);
  await renameModel(store, saved.id, 'yours');
  expect(titles()).toContain('yours');
  expect(store.getState().model.title).toBe('yours');
  await removeModel(store, saved.id);
  expect(titles()).not.toContain('yours');
  expect(store.getState().model.origin).toBe('shipped');
});

test('file names work on every system', () => {
  const model = modelOf();
  expect(fileOf(model, 'From scratch, 4×4', 'onnx').name).toBe('from-scratch-4x4.onnx');
  expect(fileName('  Über/alles\\… ')).toBe('uber-alles');
  expect(fileName('数独')).toBe('model');
  const { bytes } = fileOf(model, 'x', 'weights');
  const config: unknown = JSON.parse(new TextDecoder().decode(fileOf(model, 'x', 'config').bytes));
  expect(assembleModel(config, bytes).weights).toEqual(model.weights);
});
