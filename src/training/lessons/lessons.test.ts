import { describe, expect, test } from 'vitest';
import { LESSONS } from '.';
import { createCpuBackend } from '../../compute/cpu/backend';
import { parameterName } from '../../hrm/parameters';
import { decodeMaze } from '../../puzzles/maze/codec';
import { MazeSet } from '../../puzzles/maze/maze-set';
import { mazeWorld } from '../../puzzles/maze/world';
import { DIAGONAL_9, SUDOKU_4, SUDOKU_9 } from '../../puzzles/sudoku/geometry';
import { isSolved } from '../../puzzles/sudoku/rules';
import { generatedSource, SMALL_GIVENS } from '../../puzzles/sudoku/source';
import { SudokuSet } from '../../puzzles/sudoku/sudoku-set';
import { DeviceDataset, type Examples } from '../device-dataset';
import { blankModel } from '../initial-weights';
import { prepareLesson } from '../prepare-lesson';
import { settingsSchema } from '../settings';
import { LESSON_IDS } from './ids';

/** Digits of a row's tokens. */
const digits = ({ tokens }: { readonly tokens: Uint8Array }) => tokens.map((token) => token - 1);

const nine = blankModel(LESSONS['scratch-9'].blank!, { seed: 1, qContinue: false });

function draw(examples: Examples, cells: number, count: number, step = 0) {
  const tokens = new Uint32Array(count * cells);
  const labels = new Uint32Array(count * cells);
  for (let i = 0; i < count; i++) examples.next(tokens, labels, i * cells, step);
  const grid = (array: Uint32Array, i: number) =>
    Uint8Array.from(array.subarray(i * cells, (i + 1) * cells), (token) => token - 1);
  return Array.from({ length: count }, (_, i) => ({
    puzzle: grid(tokens, i),
    solution: grid(labels, i),
  }));
}

test.each(LESSON_IDS)('%s: its settings are within bounds', (id) => {
  expect(settingsSchema.parse(LESSONS[id].settings)).toEqual(LESSONS[id].settings);
});

test('no puzzle of the evaluation set is taught, in any view', () => {
  const { settings } = LESSONS['scratch-9'];
  const { evalSet, unseen, examples } = prepareLesson('scratch-9', settings, { model: null });
  expect([evalSet.length, unseen.length]).toEqual([64, 192]);
  const taught = new SudokuSet(draw(examples, 81, 2000).map(({ puzzle }) => puzzle));
  for (const row of [...evalSet, ...unseen]) expect(taught.has(digits(row))).toBe(false);
});

test('the diagonal lesson starts from a classic model and ends with whole puzzles', () => {
  const { settings } = LESSONS.diagonal;
  const lesson = prepareLesson('diagonal', settings, { model: nine });
  expect(lesson.model.config.puzzle).toMatchObject({ world: 'sudoku', rule: 'diagonal' });
  expect(lesson.model.weights).toBe(nine.weights);
  for (const { puzzle, solution } of draw(lesson.examples, 81, 50, settings.steps)) {
    expect(isSolved(solution, puzzle, DIAGONAL_9)).toBe(true);
  }
});

test('while thoughts have one segment, most examples drill only the diagonals', () => {
  const { settings } = LESSONS.diagonal;
  const drills = (resumedAt: number, step: number) => {
    const lesson = prepareLesson('diagonal', settings, { model: nine, step: resumedAt });
    const examples = draw(lesson.examples, 81, 200, step);
    return examples.filter(({ puzzle, solution }) => !isSolved(solution, puzzle, DIAGONAL_9));
  };
  const early = drills(0, 0);
  expect(early.length).toBeGreaterThan(120);
  expect(early.length).toBeLessThan(180);
  for (const { solution } of early) {
    // 0 − 1 in eight bits: a label that the loss ignores.
    const asked = [...solution.keys()].filter((cell) => solution[cell] !== 255);
    expect(asked.every((cell) => DIAGONAL_9.diagonalsOf[cell] !== 0)).toBe(true);
  }
  expect(drills(0, settings.steps / 2)).toEqual([]);
  expect(drills(settings.steps / 2, 0)).toEqual([]);
});

test('the diagonal lesson begins with vectors for the cells of a diagonal, and changes nothing else', () => {
  const { model, start } = prepareLesson('diagonal', LESSONS.diagonal.settings, { model: nine });
  const { hidden_size: hidden } = model.config;
  for (const [name, before] of model.weights) {
    const after = start.weights.get(name)!;
    if (name !== parameterName.positionTable) {
      expect(after).toBe(before);
      continue;
    }
    for (let cell = 0; cell < 81; cell++) {
      const at = (table: Float32Array) => table.subarray(cell * hidden, (cell + 1) * hidden);
      const same = DIAGONAL_9.diagonalsOf[cell] === 0;
      if (same) expect(at(after)).toEqual(at(before));
      else expect(at(after)).not.toEqual(at(before));
    }
  }
  const again = prepareLesson('diagonal', LESSONS.diagonal.settings, { model: nine });
  expect(again.start.weights).toEqual(start.weights);
});

test('a resumed lesson has other puzzles and the same evaluation set', () => {
  const { settings } = LESSONS['scratch-4'];
  const at = (step: number) => prepareLesson('scratch-4', settings, { model: null, step });
  const [first, again, later] = [at(0), at(0), at(100)];
  expect(draw(again.examples, 16, 20)).toEqual(draw(first.examples, 16, 20));
  expect(draw(later.examples, 16, 20)).not.toEqual(draw(at(0).examples, 16, 20));
  expect(later.evalSet).toEqual(first.evalSet);
});

describe('own puzzles', () => {
  const source = generatedSource({ geometry: SUDOKU_9, givens: [30, 40], seed: 9 });
  const list = Array.from({ length: 25 }, source);
  const lesson = (puzzles: typeof list) =>
    prepareLesson('own', LESSONS.own.settings, { model: nine, puzzles });

  test('one in five is kept for the evaluation', () => {
    const { evalSet, examples } = lesson(list);
    expect(evalSet).toHaveLength(5);
    const given = new SudokuSet(list.map(({ puzzle }) => puzzle));
    const taught = draw(examples, 81, 60).map(({ puzzle }) => puzzle);
    expect(taught.every((puzzle) => given.has(puzzle))).toBe(true);
    const evaluated = new SudokuSet(evalSet.map(digits));
    expect(taught.some((puzzle) => evaluated.has(puzzle))).toBe(false);
  });

  test('if there are few, all are taught, and the evaluation is on others', () => {
    const { evalSet, examples } = lesson(list.slice(0, 3));
    expect(evalSet).toHaveLength(64);
    const given = new SudokuSet(list.slice(0, 3).map(({ puzzle }) => puzzle));
    expect(draw(examples, 81, 9).every(({ puzzle }) => given.has(puzzle))).toBe(true);
    expect(evalSet.some((row) => given.has(digits(row)))).toBe(false);
  });

  test('the same on 4×4, where other puzzles soon repeat one’s own', () => {
    const four = blankModel(LESSONS['scratch-4'].blank!, { seed: 1, qContinue: false });
    const source = generatedSource({ geometry: SUDOKU_4, givens: SMALL_GIVENS, seed: 2 });
    const puzzles = Array.from({ length: 9 }, source);
    const { settings } = LESSONS.own;
    const { evalSet, unseen, examples } = prepareLesson('own', settings, { model: four, puzzles });
    expect([evalSet.length, unseen.length]).toEqual([64, 192]);
    const given = new SudokuSet(puzzles.map(({ puzzle }) => puzzle));
    expect([...evalSet, ...unseen].some((row) => given.has(digits(row)))).toBe(false);
    expect(draw(examples, 16, 18).every(({ puzzle }) => given.has(puzzle))).toBe(true);
  });

  test('refuses in a sentence what cannot be taught', () => {
    expect(() => lesson([])).toThrow('There is no puzzle to learn from.');
    expect(() => prepareLesson('own', LESSONS.own.settings, { model: null })).toThrow('a model');
    const four = blankModel(LESSONS['scratch-4'].blank!, { seed: 1, qContinue: false });
    expect(() => prepareLesson('diagonal', LESSONS.diagonal.settings, { model: four })).toThrow(
      '9×9',
    );
  });
});

test('a dataset is filled, and replaced at its rate, oldest first', async () => {
  let next = 0;
  const counting: Examples = {
    next(tokens, labels, at) {
      tokens[at] = next;
      labels[at] = next;
      return next++;
    },
  };
  const backend = createCpuBackend();
  const dataset = new DeviceDataset(backend, backend, counting, 1, 8, 16);
  expect([dataset.size, next]).toEqual([256, 256]);
  for (let step = 0; step < 3; step++) dataset.refresh(step);
  expect(next).toBe(256);
  dataset.refresh(3);
  expect(next).toBe(320);
  const identifiers = await backend.read(dataset.puzzles.identifiers);
  expect([identifiers[0], identifiers[63], identifiers[64]]).toEqual([256, 319, 64]);
  expect(await backend.read(dataset.puzzles.tokens)).toEqual(identifiers);
});

test('no maze of the evaluation set is taught, in any rotation or mirror image', () => {
  const { settings } = LESSONS['maze-9'];
  const { evalSet, unseen, examples } = prepareLesson('maze-9', settings, { model: null });
  expect([evalSet.length, unseen.length]).toEqual([64, 192]);
  const held = new MazeSet([...evalSet, ...unseen].map(({ tokens }) => decodeMaze(tokens)));
  expect(held.size).toBe(256);
  for (const { puzzle, solution } of draw(examples, 81, 500)) {
    const maze = decodeMaze(puzzle.map((token) => token + 1));
    expect(held.has(maze)).toBe(false);
    expect(mazeWorld.solves(decodeMaze(solution.map((token) => token + 1)), maze)).toBe(true);
  }
});
