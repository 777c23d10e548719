import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatArc, parseArc, parseArcFiles } from './parse';
import { taskToJson } from './task';
import { anyTask } from './testing';

const pair = { input: [[1, 2]], output: [[3], [4]] };
const task = { train: [pair, pair], test: [pair] };
const text = (json: unknown) => JSON.stringify(json);
const idsOf = (json: unknown) => {
  const { records, problems } = parseArc(text(json), 'sets/mine.json');
  expect(problems).toEqual([]);
  return records.map(({ id, group }) => [group, id]);
};

test('recognises each form of file by its content', () => {
  expect(idsOf(task)).toEqual([['sets', 'mine']]);
  expect(idsOf({ ...task, name: 'more', comment: null })).toEqual([['sets', 'mine']]);
  expect(idsOf({ a: task, b: task })).toEqual([
    ['sets', 'a'],
    ['sets', 'b'],
  ]);
  expect(idsOf({ training: { a: task }, evaluation: { b: task } })).toEqual([
    ['training', 'a'],
    ['evaluation', 'b'],
  ]);
  expect(idsOf([task, task])).toEqual([
    ['sets', 'mine-1'],
    ['sets', 'mine-2'],
  ]);
});

test('a folder of tasks: named after the files; keeps good ones beside bad ones', () => {
  const { records, problems } = parseArcFiles([
    { name: 'evaluation/0a.json', text: `\ufeff${text(task)}` },
    { name: 'evaluation/0b.json', text: '{"train": [' },
    { name: 'training\\0c.JSON', text: text(task) },
    { name: 'copy/0a.json', text: text(task) },
    { name: 'readme.txt', text: '[1, 2]' },
  ]);
  expect(records.map(({ group, id }) => `${group} ${id}`)).toEqual([
    'evaluation 0a',
    'training 0c',
  ]);
  expect(problems.map(({ where }) => where)).toEqual([
    'evaluation/0b.json',
    'copy/0a.json',
    'readme.txt',
  ]);
  expect(problems[0]!.message).toMatch(/^is not JSON: line 1, column 12: /);
  expect(problems[1]!.message).toBe('another task is called 0a already');
  expect(problems[2]!.message).toBe(
    'there are no tasks in it; a task is an object with "train" and "test"',
  );
});

test('answers in a separate file complete the tasks, in either order', () => {
  const asked = { train: [pair], test: [{ input: [[1]] }, { input: [[2]], output: [[7]] }] };
  const files = [
    { name: 'solutions.json', text: text({ a: [[[5]], [[6]]], elsewhere: [[[1]]] }) },
    { name: 'challenges.json', text: text({ a: asked }) },
  ];
  for (const order of [files, files.toReversed()]) {
    const { records, problems } = parseArcFiles(order);
    expect(problems).toEqual([]);
    expect(records[0]!.task.test.map(({ output }) => [...output!.cells])).toEqual([[5], [7]]);
  }
  const alone = parseArc(text({ a: asked })).records[0]!.task.test;
  expect(alone.map(({ output }) => output && [...output.cells])).toEqual([null, [7]]);

  const wrong = parseArcFiles([
    { name: 'solutions.json', text: text({ a: [[[5]]], b: [[[5], []]] }) },
    files[1]!,
  ]);
  expect(wrong.problems).toEqual([
    { where: 'solutions.json, a', message: 'answers: 1, test inputs: 2' },
    {
      where: 'solutions.json, b',
      message: 'answer 1, row 2 is a list of 0; wanted is a list of 1 to 30 colours (and 1 more)',
    },
  ]);
});

const grid = (input: unknown) => ({ train: [{ ...pair, input }], test: [pair] });
test.each([
  [{ test: [pair] }, 'train is missing; wanted is a list of at least one pair'],
  [{ train: [], test: [pair] }, 'train is a list of 0; wanted is a list of at least one pair'],
  [{ train: pair, test: [pair] }, 'train is an object; wanted is a list of at least one pair'],
  [
    { train: [3], test: [pair] },
    'train, pair 1 is 3; wanted is an object with "input" and "output"',
  ],
  [
    { train: [{ input: [[1]] }], test: [pair] },
    'train, pair 1, output is missing; wanted is a list of 1 to 30 rows',
  ],
  [
    { train: [pair], test: [{ output: [[1]] }] },
    'test, pair 1, input is missing; wanted is a list of 1 to 30 rows',
  ],
  [grid('x'), 'train, pair 1, input is "x"; wanted is a list of 1 to 30 rows'],
  [
    grid(Array(31).fill([1])),
    'train, pair 1, input is a list of 31; wanted is a list of 1 to 30 rows',
  ],
  [grid([[1], null]), 'train, pair 1, input, row 2 is null; wanted is a list of 1 to 30 colours'],
  [
    grid([Array(31).fill(1)]),
    'train, pair 1, input, row 1 is a list of 31; wanted is a list of 1 to 30 colours',
  ],
  [
    grid([
      [1, 2],
      [1, 2],
      [1, 2, 3],
    ]),
    'train, pair 1, input, row 3 has width 3, the rows above 2',
  ],
  [grid([[1, 10]]), 'train, pair 1, input, row 1, column 2 is 10; wanted is a colour, 0 to 9'],
  [grid([[1, -1]]), 'train, pair 1, input, row 1, column 2 is -1; wanted is a colour, 0 to 9'],
  [
    grid([[1, 2.5, '3']]),
    'train, pair 1, input, row 1, column 2 is 2.5; wanted is a colour, 0 to 9 (and 1 more)',
  ],
])('%j is reported with its reason', (json, message) => {
  expect(parseArc(text(json), 'x.json')).toEqual({
    records: [],
    problems: [{ where: 'x.json', message }],
  });
  // The same within a map; its other tasks are kept.
  const { records, problems } = parseArc(text({ bad: json, good: task }), 'x.json');
  expect(records.map(({ id }) => id)).toEqual(['good']);
  expect(problems).toEqual([{ where: 'x.json, bad', message }]);
});

test('unusable pairs are left out and reported; without a question one can be drawn', () => {
  const ragged = { input: [[1, 2], [3]], output: [[1]] };
  const { records, problems } = parseArc(text({ train: [pair, ragged] }), 'mine.json');
  expect(problems).toEqual([
    {
      where: 'mine.json',
      message: 'train, pair 2, input, row 2 has width 1, the rows above 2; this pair is left out',
    },
  ]);
  expect(taskToJson(records[0]!.task)).toEqual({ train: [pair], test: [{ input: [[0, 0]] }] });
});

test.each([
  ['lists of two grids', { train: [[[[1]], [[2]]]], test: [[[[3]], [[4]]]] }, 'set'],
  ['a name of its own', { id: 'own', train: [pair], test: [pair] }, 'own'],
  ['pairs and nothing else', [pair, pair, pair], 'set'],
  ['examples', { examples: [pair], test: [{ input: [[1]], output: '?' }] }, 'set'],
  ['sets called train and eval', { train: { t: task } }, 't'],
])('%s are read', (_, json, id) => {
  const { records, problems } = parseArc(text(json), 'set.json');
  expect(problems).toEqual([]);
  expect(records.map((record) => record.id)).toEqual([id]);
});

test('tasks a line, and a literal of Python, are read', () => {
  const lines = [{ id: 'p', ...task }, task].map((one) => JSON.stringify(one)).join('\r\n');
  expect(parseArc(lines, 'all.jsonl').records.map(({ id }) => id)).toEqual(['p', 'all-2']);
  const python =
    "task = {'train': [{'input': ((1, 2),), 'output': [[3]],}], # one\n 'test': [{'input': [[1]], 'output': None}]}";
  expect(taskToJson(parseArc(python, 't.py').records[0]!.task)).toEqual({
    train: [{ input: [[1, 2]], output: [[3]] }],
    test: [{ input: [[1]] }],
  });
});

test.each([
  [{ a: [{ attempt_1: [[1]], attempt_2: [[1]] }] }, /^this is a submission/],
  [{ a: [[[1]]] }, /^these are answers without their tasks/],
])('%j is recognised', (json, message) => {
  expect(parseArc(text(json), 'f.json').problems).toMatchObject([
    { where: 'f.json', message: expect.stringMatching(message) as string },
  ]);
});

test.each([['{}'], ['[]'], ['3'], ['null'], ['"train"'], ['{"version": 2}'], ['[[[1]]]']])(
  '%s holds no tasks',
  (json) => {
    expect(parseArc(json, 'x').problems).toMatchObject([
      { where: 'x', message: expect.stringMatching('there are no tasks in it') as string },
    ]);
  },
);

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), anyTask(8), { minKeys: 1, maxKeys: 3 }), (tasks) => {
      const records = Object.entries(tasks).map(([id, task]) => ({ id, group: '', task }));
      expect(parseArc(formatArc(records), 'x.json')).toEqual({ records, problems: [] });
    }),
    { numRuns: 50 },
  );
});

test('any JSON is read or reported, and never throws', () => {
  const json = fc.oneof(
    fc.string(),
    fc.json(),
    fc.jsonValue().map((train) => text({ train, test: [pair] })),
    fc.jsonValue().map((input) => text(grid(input))),
    fc.dictionary(fc.string(), fc.jsonValue()).map(text),
  );
  fc.assert(
    fc.property(json, (any) => {
      const { records, problems } = parseArc(any);
      expect(records.length + problems.length).toBeGreaterThan(0);
      for (const { where, message } of problems) expect(`${where}${message}`).not.toMatch(/\n\n/);
    }),
    { numRuns: 500 },
  );
});

test('a task with one change is read correctly or refused, never read wrongly', () => {
  const places = ['train', 'test'] as const;
  const change = fc.record({
    list: fc.constantFrom(...places),
    key: fc.constantFrom('input', 'output'),
    value: fc.oneof(
      fc.jsonValue(),
      fc.array(fc.array(fc.integer({ min: -1, max: 10 }), { maxLength: 4 }), { maxLength: 4 }),
    ),
  });
  fc.assert(
    fc.property(anyTask(4), change, (any, { list, key, value }) => {
      const json = structuredClone(taskToJson(any)) as Record<string, Record<string, unknown>[]>;
      json[list]![0]![key] = value;
      const { records, problems } = parseArc(text(json), 'x.json');
      expect(records.length + problems.length).toBeGreaterThan(0);
      const [record] = records;
      if (record === undefined) return;
      const back = taskToJson(record.task) as typeof json;
      // An unusable pair is removed completely; of an unusable answer only the answer is removed.
      if (problems.length > 0) json[list]!.shift();
      else if (list === 'test' && key === 'output' && back[list]![0]![key] === undefined) {
        delete json[list]![0]![key];
      }
      expect(back).toEqual(json);
    }),
    { numRuns: 500 },
  );
});
