import { beforeAll, expect, test } from 'vitest';
import { generateTask } from '../../../puzzles/arc/generate/generate';
import { findKind } from '../../../puzzles/arc/generate/registry';
import { gridKey, gridsEqual } from '../../../puzzles/arc/grid';
import { parseArcFiles } from '../../../puzzles/arc/parse';
import { taskToJson, type ArcPair } from '../../../puzzles/arc/task';
import { onDemand } from '../../on-demand';
import { taskOf } from '../tasks/generator';
import { generatorOnDemand } from '../tasks/generator-on-demand';
import { isGenerated, placeOf } from './library';
import { createTestArc, fall, recolour, swap } from './testing';

beforeAll(() => generatorOnDemand.load());

const file = (name: string, value: unknown) => ({
  name,
  text: typeof value === 'string' ? value : JSON.stringify(value),
});

test('another task of a kind comes from a fresh seed, and has an id', async () => {
  const store = createTestArc(fall);
  await store.getState().openAnother();
  const { record } = store.getState();
  expect(record.id).toBe('fall-00000007');
  await store.getState().openAnother('count');
  expect(store.getState().record.id).toBe('count-00000008');
  expect(await store.getState().openId('fall-00000007')).toBe(true);
  expect(store.getState().record).toBe(record);
  expect(await store.getState().openId('nonsense-00000007')).toBe(false);
  expect(store.getState().record).toBe(record);
  expect([record, recolour, { ...fall, group: 'file' }].map(isGenerated)).toEqual([
    true,
    false,
    false,
  ]);
});

test('another question is of the same rule, new to the model, and can be undone', async () => {
  const store = createTestArc(fall);
  const { history } = store.getState();
  const seen = generateTask(findKind('fall')!, 3, 10, 32).task.train;
  const asked = new Set<string>();
  for (let times = 0; times < 5; times++) {
    store.getState().reveal();
    await store.getState().askAnother();
    const { task } = store.getState().history.present;
    expect(task.train).toBe(fall.task.train);
    const [{ input, output }] = task.test as [ArcPair];
    expect(seen.some((pair) => gridsEqual(pair.input, input))).toBe(false);
    expect(output.cells.filter((colour) => colour > 0)).toHaveLength(
      input.cells.filter((colour) => colour > 0).length,
    );
    expect(store.getState().revealed).toBe(false);
    asked.add(gridKey(input));
  }
  expect(asked.size).toBeGreaterThan(3);
  for (let times = 0; times < 5; times++) store.getState().undo();
  expect(store.getState().history.present).toBe(history.present);
});

test('a task from elsewhere, or an edited one, has no other question', async () => {
  const store = createTestArc();
  const { history } = store.getState();
  await store.getState().askAnother();
  expect(store.getState().history).toBe(history);
  store.getState().openTask(fall);
  store.getState().setMode('task');
  store.getState().addPair();
  const edited = store.getState().history;
  await store.getState().askAnother();
  expect(store.getState().history).toBe(edited);
});

test('keeps edits and their undo history for the way back to a task', async () => {
  const store = createTestArc(fall);
  store.getState().setMode('answer');
  store.getState().press(0);
  const { history } = store.getState();
  store.getState().openTask(swap);
  expect(store.getState().mode).toBe('look');
  expect(store.getState().history.past).toEqual([]);
  await store.getState().openId(fall.id);
  expect(store.getState().history).toBe(history);
});

test('the same task opened again changes nothing', async () => {
  const store = createTestArc(fall);
  store.getState().setMode('answer');
  const before = store.getState().history;
  await store.getState().openId(fall.id);
  expect(store.getState()).toMatchObject({ mode: 'answer', history: before });
});

test('loads many tasks, opens the first one, and pages through them', () => {
  const store = createTestArc();
  const map = { a: taskToJson(fall.task), b: taskToJson(swap.task) };
  store.getState().load(parseArcFiles([file('mine/set.json', map)]), 'set.json');
  expect(store.getState().record.id).toBe('a');
  store.getState().page(1);
  expect(store.getState().record.id).toBe('b');
  store.getState().page(1);
  expect(store.getState().record.id).toBe('b');
  store.getState().page(-1);
  expect(store.getState().record.id).toBe('a');
});

test('wrong files are reported with the reason, and the open task stays', () => {
  const store = createTestArc();
  const pairs = [{ input: [[0, 11]], output: [[0]] }];
  const files = [file('a.json', '{"train"'), file('b.json', { train: pairs, test: pairs })];
  store.getState().load(parseArcFiles(files), '2 files');
  expect(store.getState().record).toBe(recolour);
  const { problems, records } = store.getState().loaded!;
  expect(records).toEqual([]);
  expect(problems.map(({ where }) => where)).toEqual(['a.json', 'b.json']);
  expect(problems[0]!.message).toContain('is not JSON');
  expect(problems[1]!.message).toContain('train, pair 1, input, row 1, column 2 is 11');
  store.getState().closeLoaded();
  expect(store.getState().loaded).toBeNull();
});

test('a task opened while another one is made stays open', async () => {
  const store = createTestArc(recolour);
  const made = store.getState().openId(fall.id);
  store.getState().openTask(swap);
  expect(await made).toBe(false);
  expect(store.getState().record).toBe(swap);
  const both = [store.getState().openAnother('count'), store.getState().openAnother('fall')];
  await Promise.all(both);
  expect(store.getState().record.group).toBe('fall');
});

test('without a network a note says that no task can be made, and the open one stays', async () => {
  const notes: string[] = [];
  const store = createTestArc(fall, {
    generator: onDemand(() => Promise.reject(new Error('offline'))),
    note: (text) => notes.push(text),
  });
  expect(await store.getState().openId(swap.id)).toBe(false);
  await store.getState().askAnother();
  expect(store.getState().record).toBe(fall);
  expect(notes).toHaveLength(2);
  expect(notes[0]).toContain('could not be loaded');
});

test('a file that holds a generated task opens as that task, another file of its name does not', () => {
  const store = createTestArc(taskOf(fall.id)!);
  const same = file('fall-00000003.json', taskToJson(fall.task));
  store.getState().load(parseArcFiles([same]), same.name);
  expect(isGenerated(store.getState().record)).toBe(true);
  expect(placeOf(store.getState().record, store.getState().loaded!.records)).toBe(0);
  const other = file('fall-00000003.json', taskToJson(swap.task));
  store.getState().load(parseArcFiles([other]), other.name);
  expect(isGenerated(store.getState().record)).toBe(false);
});
