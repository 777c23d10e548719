import { createHash } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createRandom } from '../puzzles/random';
import { applySymmetry, randomSymmetry } from '../puzzles/sudoku/augment';
import { checkPuzzle } from '../puzzles/sudoku/check';
import { DIAGONAL_4, DIAGONAL_9, SUDOKU_4, SUDOKU_9 } from '../puzzles/sudoku/geometry';
import type { SudokuRecord } from '../puzzles/sudoku/list';
import { OneAssumption } from '../puzzles/sudoku/one-assumption';
import { formatSudoku } from '../puzzles/sudoku/parse';
import { parseSudokuList } from '../puzzles/sudoku/parse-list';
import { datasetCommand } from './testing';

const { dataset, path } = datasetCommand('sudoku');

function records(text: string): readonly SudokuRecord[] {
  const list = parseSudokuList(text);
  expect(list.errors).toEqual([]);
  return list.records;
}

test('a seed gives the same stream that the shipped model was trained on', async () => {
  const text = await dataset('--count 2 --seed 1 --givens 17:40');
  expect(text).toBe(
    [
      'puzzle,solution,givens',
      '9.....214..4.93.7..6...1....38..9.4...1.3...2...57.....1....9......4..2..97....53,' +
        '983756214124893576765421389638219745571634892249578631412385967356947128897162453,27',
      '......145.7.25..39953..68.7.64...5.25..7....4..94.53...8.57.49...56..7...973.4256,' +
        '826937145471258639953146827764893512538712964219465378682571493345629781197384256,40',
      '',
    ].join('\n'),
  );
});

test('other seeds of the classic rule give the same files too', async () => {
  const sha = async (line: string) =>
    createHash('sha256')
      .update(await dataset(line))
      .digest('hex')
      .slice(0, 16);
  expect(await sha('--count 200 --seed 5')).toBe('15f44e857fa07f05');
  expect(await sha('--count 200 --seed 5 --size 4')).toBe('ffcae8627e339ff3');
  expect(await sha('--count 4 --seed 5 --givens 0:0 --hard 20')).toBe('bfa296f756dcd889');
});

test.each([
  ['--count 30 --givens 30:34', SUDOKU_9],
  ['--count 30 --size 4', SUDOKU_4],
  ['--count 3 --givens 0:0 --hard 40', SUDOKU_9],
  ['--count 30 --rule diagonal --givens 24:30', DIAGONAL_9],
  ['--count 30 --rule diagonal --size 4', DIAGONAL_4],
  ['--count 2 --rule diagonal --givens 26:26 --hard 5', DIAGONAL_9],
])('%s: every puzzle has exactly the given solution', async (line, geometry) => {
  const made = records(await dataset(line));
  expect(made).toHaveLength(Number(/--count (\d+)/.exec(line)![1]));
  for (const { puzzle, solution, fields } of made) {
    expect(puzzle).toHaveLength(geometry.cells);
    expect(checkPuzzle(puzzle, geometry)).toMatchObject({ kind: 'unique', solution });
    expect(puzzle.filter((digit) => digit > 0)).toHaveLength(Number(fields['givens']));
  }
});

test.each([
  ['classic', SUDOKU_9],
  ['diagonal', DIAGONAL_9],
])(
  '%s: leaves out a list up to symmetry, and keeps the order of the rest',
  async (rule, geometry) => {
    const all = records(await dataset(`--count 6 --seed 9 --rule ${rule}`));
    const symmetry = randomSymmetry(geometry, createRandom(3));
    const unwanted = [all[1]!, all[4]!].map(({ puzzle }) =>
      formatSudoku(applySymmetry(puzzle, symmetry)),
    );
    await writeFile(path('held-out.csv'), `puzzle\n${unwanted.join('\n')}\n`);
    const kept = await dataset(
      `--count 4 --seed 9 --rule ${rule} --exclude ${path('held-out.csv')}`,
    );
    const wanted = all.filter((_, at) => at !== 1 && at !== 4);
    expect(records(kept).map(({ puzzle }) => puzzle)).toEqual(wanted.map(({ puzzle }) => puzzle));
  },
);

test('hard founders give harder puzzles than freshly dug ones', async () => {
  const founder =
    '8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4..';
  await writeFile(path('founders.csv'), `puzzle\n${founder}\n`);
  const made = records(
    await dataset(`--count 3 --seed 1 --deep 800 --founders ${path('founders.csv')}`),
  );
  const assumptions = new OneAssumption(SUDOKU_9);
  for (const { puzzle, solution } of made) {
    expect(checkPuzzle(puzzle, SUDOKU_9)).toMatchObject({ kind: 'unique', solution });
    expect(assumptions.resistance(puzzle)).toBeGreaterThanOrEqual(800);
  }
  await writeFile(path('many.csv'), `puzzle\n${'.'.repeat(81)}\n`);
  const run = dataset(`--count 1 --deep 100 --founders ${path('many.csv')}`);
  await expect(run).rejects.toThrow(/line 2: At least 100 solutions fit/);
});

test('stops when every puzzle is excluded, and leaves no file', async () => {
  // Full grids of 4×4 come in two kinds only.
  const grids = ['1234341221434321', '1234341223414123'];
  for (const grid of grids) expect(grid).toHaveLength(SUDOKU_4.cells);
  await writeFile(path('all.csv'), `puzzle,solution\n${grids.map((g) => `${g},${g}\n`).join('')}`);
  const run = dataset(`--count 1 --size 4 --givens 16:16 --exclude ${path('all.csv')}`);
  await expect(run).rejects.toThrow(/^Only 0 of 1 puzzles could be made: all of the last 10000 /);
  expect(await readdir(path())).toEqual(['all.csv']);
});

test.each([
  ['--count 0', '--count must be a whole number of at least 1, not 0.'],
  ['--count 1 --seed x', '--seed must be a whole number of at least 0, not x.'],
  ['--count 1 --size 7', '--size must be 9, 6 or 4, not 7.'],
  ['--count 1 --size 6 --rule diagonal', 'There is no Sudoku of 36 cells under the diagonal rule.'],
  ['--count 1 --rule windoku', '--rule must be classic or diagonal, not windoku.'],
  ['--count 1 --givens 40:28', '--givens must be LO:HI with 0 ≤ LO ≤ HI ≤ 81, not 40:28.'],
  ['--count 1 --size 4 --givens 20', '--givens must be LO:HI with 0 ≤ LO ≤ HI ≤ 16, not 20.'],
  ['--count 1 --hard 5 --deep 5', '--hard and --deep exclude each other.'],
  [
    '--count 1 --size 4 --deep 100',
    '--deep needs 9×9: one assumption solves every smaller Sudoku.',
  ],
  ['--count 1 --founders a.csv', '--founders are what --deep breeds from; give both.'],
  ['--count 1 --hard -5', '--hard must be a whole number of at least 0, not -5.'],
])('%s is refused in one line', async (line, message) => {
  await expect(dataset(line)).rejects.toMatchObject({ name: 'UsageError', message });
});

test('a path that cannot be written is refused, and nothing is left there', async () => {
  await expect(dataset('--count 1', '.')).rejects.toThrow('is a folder; a file is wanted.');
  await writeFile(path('file'), '');
  await expect(dataset('--count 1', 'file/out.csv')).rejects.toMatchObject({ name: 'UsageError' });
  expect(await readdir(path())).toEqual(['file']);
});

test('missing folders are made', async () => {
  expect(records(await dataset('--count 1', 'a/b/out.csv'))).toHaveLength(1);
});
