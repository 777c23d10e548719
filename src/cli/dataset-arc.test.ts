import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { TASK_KINDS } from '../puzzles/arc/generate/registry';
import { parseArc } from '../puzzles/arc/parse';
import { canvasSide } from '../puzzles/arc/task';
import { datasetCommand } from './testing';

const { dataset, path, run } = datasetCommand('arc');

test('writes the tasks asked for in the public format, the same for a seed', async () => {
  const text = await dataset('--count 70 --seed 3 --size 11');
  const { records, problems } = parseArc(text);
  expect(problems).toEqual([]);
  expect(records).toHaveLength(70);
  for (const { task } of records) expect(canvasSide(task)).toBeLessThanOrEqual(11);
  expect(await dataset('--count 70 --seed 3 --size 11')).toBe(text);
  expect(await dataset('--count 70 --seed 4 --size 11')).not.toBe(text);
});

test('keeps to the kinds named', async () => {
  const { records } = parseArc(await dataset('--count 6 --kinds fall,mirror'));
  const kinds = records.map(({ id }) => id.replace(/-[0-9a-f]{8}$/, '')).sort();
  expect(kinds).toEqual(['fall', 'fall', 'fall', 'mirror', 'mirror', 'mirror']);
});

test('adds pairs to train on', async () => {
  const plain = parseArc(await dataset('--count 3 --kinds fall --size 10')).records;
  const longer = parseArc(await dataset('--count 3 --kinds fall --size 10 --pairs 30')).records;
  expect(longer.map(({ id }) => id)).toEqual(plain.map(({ id }) => id));
  expect(longer.map(({ task }) => task.test)).toEqual(plain.map(({ task }) => task.test));
  for (const { task } of longer) expect(task.train).toHaveLength(30);
});

test('the summary as JSON', async () => {
  const out = path('a', 'out.json');
  const summary = JSON.parse(await run(`--count 2 --json --out ${out}`)) as object;
  expect(summary).toMatchObject({ count: 2, out });
});

test('a task of a file is shown by its id', async () => {
  const { records } = parseArc(await dataset('--count 1 --kinds frame --seed 8'));
  const { id, task } = records[0]!;
  expect(parseArc(await run(`--show ${id} --json`)).records[0]!.task).toEqual(task);
  expect(await run(`--show ${id}`)).toMatch(/^train 1\n {2}[.1-9]+.*\n[^]*\n\ntest 1\n[^]* -> /);
});

test('lists the kinds', async () => {
  const lines = (await run('--list')).split('\n');
  expect(lines).toHaveLength(TASK_KINDS.length);
  expect(lines[0]).toMatch(/^fall +Gravity: /);
  const kinds = JSON.parse(await run('--list --json')) as { id: string }[];
  expect(kinds.map(({ id }) => id)).toEqual(TASK_KINDS.map(({ id }) => id));
});

test.each([
  ['--count 3', '--count and --out are needed, or else --show or --list.'],
  ['--count 0 --out x', '--count must be a whole number of at least 1, not 0.'],
  ['--count 1 --out x --size 9', '--size must be a whole number of at least 10, not 9.'],
  ['--count 1 --out x --size 31', '--size must be 10 to 30, not 31.'],
  ['--count 1 --out x --seed -1', '--seed must be a whole number of at least 0, not -1.'],
  ['--count 1 --out x --pairs 0', '--pairs must be a whole number of at least 1, not 0.'],
  ['--count 1 --out x --kinds fall,chess', '--kinds: there is no kind "chess"; see --list.'],
  [
    '--show 007bbfb7',
    '--show: there is no task 007bbfb7; an id is a kind of --list, a hyphen and eight hexadecimal digits.',
  ],
])('%s is refused in one line', async (line, message) => {
  await expect(run(line)).rejects.toMatchObject({ name: 'UsageError', message });
  expect(await readdir(path())).toEqual([]);
});
