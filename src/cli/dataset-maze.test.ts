import { readdir, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { DIHEDRAL } from '../puzzles/dihedral';
import { viewMaze } from '../puzzles/maze/augment';
import { formatMazeLine } from '../puzzles/maze/parse';
import { solveMaze } from '../puzzles/maze/solver';
import { mazeWorld } from '../puzzles/maze/world';
import { parsePuzzleTable } from './puzzle-table';
import { datasetCommand } from './testing';

const { dataset, path } = datasetCommand('maze');

test.each([
  ['--count 20', 15, 15],
  ['--count 20 --size 9 --min-path 12 --unique', 9, 12],
  ['--count 20 --size 12 --kind walls --min-path 14 --loops 0', 12, 14],
  ['--count 5 --size 30 --kind walls --walls 40:42 --min-path 50 --unique', 30, 50],
  ['--count 20 --size 15 --kind spiral --unique', 15, 15],
])(
  '%s: the file can be read back, and its mazes have the requested properties',
  async (line, side, minPath) => {
    const text = await dataset(line);
    expect(text.split('\n', 1)[0]).toBe('puzzle,solution,length');
    const lengths = Array.from(text.matchAll(/,(\d+)$/gm), ([, length]) => Number(length));
    const rows = parsePuzzleTable(text, 'out.csv', mazeWorld);
    expect(rows).toHaveLength(Number(/--count (\d+)/.exec(line)![1]));
    rows.forEach(({ puzzle, solution }, index) => {
      expect(puzzle).toHaveLength(side * side);
      const solved = solveMaze(puzzle)!;
      expect(solved.solution).toEqual(solution);
      expect(solved.length).toBe(lengths[index]);
      expect(solved.length).toBeGreaterThanOrEqual(minPath);
      if (line.includes('--unique')) expect(solved.paths).toBe(1);
    });
  },
);

test.each(['corridors', 'walls', 'spiral'])('%s without a way stay as they are', async (kind) => {
  const text = await dataset(`--count 20 --size 11 --kind ${kind} --blocked`);
  const rows = parsePuzzleTable(text, 'out.csv', mazeWorld);
  expect(rows).toHaveLength(20);
  for (const { puzzle, solution } of rows) {
    expect(solveMaze(puzzle)).toBeNull();
    expect(solution).toEqual(puzzle);
  }
  expect(text.match(/,0$/gm)).toHaveLength(20);
});

test('open cells at the ends of a line survive', async () => {
  // Random walls reach the corners, so some mazes begin or end with an open cell.
  const text = await dataset('--count 40 --size 5 --kind walls --min-path 3');
  expect(text).toMatch(/^ |, | ,/m);
  expect(parsePuzzleTable(text, 'out.csv', mazeWorld)).toHaveLength(40);
});

test('the same seed gives the same file', async () => {
  const [first, again] = [await dataset('--count 5 --seed 3'), await dataset('--count 5 --seed 3')];
  expect(again).toBe(first);
  expect(await dataset('--count 5 --seed 4')).not.toBe(first);
});

test('leaves out a list in every view, and keeps the order of the rest', async () => {
  const options = '--seed 9 --size 9 --unique';
  const all = parsePuzzleTable(await dataset(`--count 6 ${options}`), 'all', mazeWorld);
  const unwanted = [
    viewMaze(all[1]!.puzzle, DIHEDRAL.halfTurn),
    viewMaze(all[4]!.puzzle, DIHEDRAL.transpose),
  ];
  const file = path('held-out.csv');
  await writeFile(file, `puzzle\n${unwanted.map(formatMazeLine).join('\n')}\n`);
  const kept = await dataset(`--count 4 ${options} --exclude ${file}`);
  const wanted = all.filter((_, at) => at !== 1 && at !== 4);
  expect(parsePuzzleTable(kept, 'kept', mazeWorld)).toEqual(wanted);
});

test.each([
  ['--count 0', '--count must be a whole number of at least 1, not 0.'],
  ['--count 1 --size 3', '--size must be 4 to 30, not 3.'],
  ['--count 1 --size 31', '--size must be 4 to 30, not 31.'],
  ['--count 1 --kind hedge', '--kind must be corridors, walls, or spiral, not hedge.'],
  ['--count 1 --min-path 0', '--min-path must be a whole number of at least 1, not 0.'],
  ['--count 1 --loops 2', '--loops must be a share from 0 to 1, not 2.'],
  ['--count 1 --walls 50:30', '--walls must be LO:HI with 0 ≤ LO ≤ HI ≤ 100, not 50:30.'],
  [
    '--count 1 --size 5 --min-path 24',
    'No 5×5 maze with a shortest path of 24 steps or more came up in 20000 tries; ask for a shorter one.',
  ],
  ['--count 1 --exclude none.csv', /^--exclude: ENOENT/],
])('%s is refused in one line', async (line, message) => {
  const expected: unknown = typeof message === 'string' ? message : expect.stringMatching(message);
  await expect(dataset(line)).rejects.toMatchObject({
    name: 'UsageError',
    message: expected,
  });
  expect(await readdir(path())).toEqual([]);
});
