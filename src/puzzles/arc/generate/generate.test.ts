import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gridKey, gridsEqual } from '../grid';
import { formatArc, parseArc } from '../parse';
import { canvasSide, gridsOf } from '../task';
import { parseArcGrid } from '../text';
import { generateTask } from './generate';
import { parseTaskId, taskId } from './id';
import { defineKind, LEAST_SIDE, type TaskKind, type TaskRule } from './kind';
import { findKind, TASK_KINDS } from './registry';
import { createTaskStream, taskFromId } from './stream';

test('there are many kinds, each with its own name and a sentence', () => {
  expect(TASK_KINDS.length).toBeGreaterThanOrEqual(24);
  for (const key of ['id', 'title', 'rule'] as const) {
    expect(new Set(TASK_KINDS.map((kind) => kind[key])).size).toBe(TASK_KINDS.length);
  }
  for (const { id, rule } of TASK_KINDS) {
    expect(parseTaskId(taskId({ id }, 42))).toEqual({ kind: id, seed: 42 });
    expect(rule).toMatch(/^[A-Z].*\.$/);
  }
});

/** The task, and the rule it was made by. */
function generateWatched(kind: TaskKind, seed: number, side: number, pairs?: number) {
  let last: TaskRule | undefined;
  const watched: TaskKind = {
    ...kind,
    drawRule: (draw, size) => (last = kind.drawRule(draw, size)),
  };
  return { ...generateTask(watched, seed, side, pairs).task, rule: last! };
}

describe.each(TASK_KINDS)('$id', (kind) => {
  test.each([
    [LEAST_SIDE, 3],
    [12, 8],
    [30, 2],
  ])('sound tasks on a canvas of %i', (side, seeds) => {
    for (let seed = 0; seed < seeds; seed++) {
      const { train, test: tests, rule } = generateWatched(kind, seed, side);
      const task = { train, test: tests };
      expect(train.length).toBeGreaterThanOrEqual(2);
      expect(train.length).toBeLessThanOrEqual(4);
      expect(tests).toHaveLength(1);
      expect(canvasSide(task)).toBeLessThanOrEqual(side);
      expect(parseArc(formatArc([{ id: 'x', task }]), 'x').records[0]!.task).toEqual(task);

      const pairs = [...train, ...tests];
      expect(new Set(pairs.map(({ input }) => gridKey(input))).size).toBe(pairs.length);
      for (const { input, output } of pairs) {
        expect(gridsEqual(input, output!)).toBe(false);
        expect(output!.cells.some((colour) => colour !== 0)).toBe(true);
      }
      expect(new Set(train.map(({ output }) => gridKey(output))).size).toBeGreaterThan(1);

      const asked = tests[0]!;
      for (const rival of rule.rivals) {
        const isRuledOut = train.some(({ input, output }) => !gridsEqual(rival(input), output));
        expect(isRuledOut || gridsEqual(rival(asked.input), asked.output!)).toBe(true);
      }
    }
  });

  test('a rule does not change its input', () => {
    const { train, rule } = generateWatched(kind, 3, 12);
    const before = train.map(({ input }) => gridKey(input));
    for (const { input } of train) for (const solve of [rule.solve, ...rule.rivals]) solve(input);
    expect(train.map(({ input }) => gridKey(input))).toEqual(before);
  });

  test('other seeds give other tasks', () => {
    const keys = Array.from({ length: 40 }, (_, seed) =>
      gridsOf(generateTask(kind, seed, 12).task)
        .map(gridKey)
        .join(),
    );
    expect(new Set(keys).size).toBe(40);
  });
});

test('kind, seed and side determine the task', () => {
  const kinds = fc.constantFrom(...TASK_KINDS);
  const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  const sides = fc.integer({ min: LEAST_SIDE, max: 30 });
  fc.assert(
    fc.property(kinds, seeds, sides, (kind, seed, side) => {
      const record = generateTask(kind, seed, side);
      expect(canvasSide(record.task)).toBeLessThanOrEqual(side);
      expect(taskFromId(record.id, side)).toEqual(record);
    }),
    { numRuns: 100 },
  );
});

test('an id always gives the same task', () => {
  const { train, test: tests } = taskFromId('bounce-00000001', 12)!.task;
  expect(train[1]).toEqual({
    input: parseArcGrid('..........\n..........\n..........\n2.........\n..........'),
    output: parseArcGrid('...2......\n..2.2.....\n.2...2...2\n2.....2.2.\n.......2..'),
  });
  expect(tests[0]!.input).toEqual(parseArcGrid('.......\n.......\n3......\n.......'));
});

test('further pairs are of the same rule, and change nothing else', () => {
  for (const kind of TASK_KINDS) {
    const plain = generateTask(kind, 5, 10);
    const { train, test: asked, rule } = generateWatched(kind, 5, 10, 24);
    expect(asked).toEqual(plain.task.test);
    expect(train.slice(0, plain.task.train.length)).toEqual(plain.task.train);
    expect(train.length).toBeGreaterThan(plain.task.train.length);
    expect(train.length).toBeLessThanOrEqual(24);
    for (const { input, output } of train) expect(gridsEqual(rule.solve(input), output)).toBe(true);
    const inputs = [...train, ...asked].map(({ input }) => gridKey(input));
    expect(new Set(inputs).size).toBe(inputs.length);
  }
});

test('removes no pair if a task has more than requested', () => {
  const kind = findKind('fall')!;
  expect(generateTask(kind, 5, 10, 1)).toEqual(generateTask(kind, 5, 10));
});

test('recognises ids that name no task', () => {
  for (const id of ['fall', 'fall-1', 'fall-0000000g', 'nothing-00000001', '007bbfb7', '']) {
    expect(taskFromId(id, 12)).toBeNull();
  }
});

test('a stream takes every kind in turn, the same for a seed, no id twice', () => {
  const draw = (seed: number, count: number) => {
    const next = createTaskStream(seed, 12);
    return Array.from({ length: count }, next);
  };
  const tasks = draw(5, 2 * TASK_KINDS.length);
  expect(draw(5, tasks.length)).toEqual(tasks);
  expect(draw(6, 1)[0]).not.toEqual(tasks[0]);
  for (const half of [tasks.slice(0, TASK_KINDS.length), tasks.slice(TASK_KINDS.length)]) {
    expect(new Set(half.map(({ group }) => group)).size).toBe(TASK_KINDS.length);
  }
  expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
  expect(createTaskStream(5, 12, [findKind('fall')!])().group).toBe('fall');
});

test.each([9, 31, 12.5])('a canvas of %d is refused', (side) => {
  expect(() => generateTask(TASK_KINDS[0]!, 1, side)).toThrow(RangeError);
  expect(() => createTaskStream(1, side)()).toThrow(RangeError);
});

/** Mirrors left to right or top to bottom; most inputs look the same under one of them. */
const ambiguous = defineKind<'columns' | 'rows'>({
  id: 'ambiguous',
  title: '',
  rule: '',
  parameters: (draw) => draw.pick(['columns', 'rows']),
  rivals: (which) => [which === 'rows' ? 'columns' : 'rows'],
  input: (draw) => parseArcGrid(draw.pick(['12\n12', '33\n44', '12\n21', '12\n34', '56\n56'])),
  solve: ({ cells: [a, b, c, d] }, which) =>
    parseArcGrid(which === 'rows' ? `${c}${d}\n${a}${b}` : `${b}${a}\n${d}${c}`),
});

test('rejects pairs that do not determine the answer', () => {
  for (let seed = 0; seed < 100; seed++) {
    const { train, test: tests, rule } = generateWatched(ambiguous, seed, 10);
    const [rival] = rule.rivals;
    const isOpen = train.every(({ input, output }) => gridsEqual(rival!(input), output));
    if (isOpen) expect(rival!(tests[0]!.input)).toEqual(tests[0]!.output);
  }
});

test('a kind that gives no task fails instead of trying forever', () => {
  const hopeless = defineKind({
    id: 'hopeless',
    title: '',
    rule: '',
    parameters: () => null,
    input: () => null,
    solve: (grid) => grid,
  });
  expect(() => generateTask(hopeless, 1, 12)).toThrow('No task of the kind hopeless came of');
});
