import { expect, test } from 'vitest';
import type { Outcome } from '../../reasoning/evaluate';
import { WORKER_DIED } from '../../worker/evaluation-client';
import type { EvaluationCommand, EvaluationEvent } from '../../worker/evaluation-protocol';
import { TABS } from '../worlds';
import { Evaluations, MOST_RUNS, type EvaluationWish } from './evaluations';
import { firstDraft, setOf } from './kinds';
import { readOwnList } from './own-list';
import { curvesTable, puzzlesTable, recordOf } from './tables';
import { commandsOf } from './words';

const [sudoku] = TABS;
const maze = TABS.find(({ id }) => id === 'maze')!;
const board = sudoku.board(16);

const wish = (patch: Partial<EvaluationWish> = {}): EvaluationWish => ({
  title: 'Tiny',
  source: { name: 'tiny', config: 'config.json', weights: 'tiny.safetensors' },
  board,
  backend: 'auto',
  order: {
    set: setOf(board, { ...firstDraft(board), count: 2 }, []),
    segments: 2,
    chains: 1,
    diversity: { views: true, sigma: 0 },
    restart: 0,
    seed: 1,
  },
  puzzles: '5–8 givens',
  set: null,
  ...patch,
});

function open() {
  const sent: EvaluationCommand[] = [];
  let tell: (event: EvaluationEvent) => void = () => undefined;
  const desk = new Evaluations({
    send: (command) => sent.push(command),
    subscribe: (listener) => {
      tell = listener;
      return () => undefined;
    },
    dispose: () => undefined,
  });
  return { desk, sent, tell: (event: EvaluationEvent) => tell(event) };
}

const outcome = (isValid: boolean[]): Outcome => ({
  right: isValid.map((right) => (right ? 16 : 10)),
  isValid,
  qHalt: isValid.map((right) => (right ? 2 : -2)),
  cells: 16,
  wish: isValid.indexOf(true) + 1 || null,
});

test('runs grow as puzzles come, and are written as tables and records', () => {
  const { desk, sent, tell } = open();
  desk.start(wish());
  const { number } = desk.runs[0]!;
  expect(sent).toMatchObject([{ type: 'evaluate', evaluation: number, backend: 'auto' }]);
  tell({ type: 'evaluation-ready', evaluation: number, backend: 'A CPU', severalAnswers: false });
  const exam = { input: new Uint8Array(16).fill(1), wanted: new Uint8Array(16).fill(2) };
  tell({
    type: 'evaluated',
    evaluation: number,
    exams: [exam, exam],
    outcomes: [outcome([false, true]), outcome([false, false])],
    milliseconds: 1500,
  });
  tell({ type: 'evaluation-ended', evaluation: number, message: null });
  expect(desk.runs).toMatchObject([{ phase: 'done', milliseconds: 1500, backendSaid: 'A CPU' }]);
  expect(recordOf(desk.runs[0]!, 2)).toMatchObject({
    count: 2,
    exact: [0, 0.5],
    act: { exact: 0.5, mean_segments: 2 },
    dataset: 'dataset sudoku --count 2 --seed 1 --size 4 --givens 5:8',
    seconds: 1.5,
  });
  const curves = curvesTable(desk.runs, 2);
  expect(curves.rows).toHaveLength(3);
  expect(curves.rows.every((row) => row.length === curves.columns.length)).toBe(true);
  const puzzles = puzzlesTable(desk.runs[0]!, 2);
  expect(puzzles.rows.map((row) => row.slice(3, 6))).toEqual([
    [true, 2, 2],
    [false, null, 2],
  ]);
  expect(puzzles.rows.every((row) => row.length === puzzles.columns.length)).toBe(true);
});

test('a hidden page pauses a run, and another run ends it', () => {
  const { desk, sent, tell } = open();
  desk.start(wish());
  const first = desk.runs[0]!.number;
  desk.setHidden(true);
  desk.setHidden(false);
  desk.pause(first, true);
  // A run paused by hand stays paused, whether the page is visible or not.
  desk.setHidden(true);
  desk.setHidden(false);
  expect(sent.slice(1)).toEqual(
    [true, false, true].map((paused) => ({
      type: 'pause-evaluation',
      evaluation: first,
      paused,
    })),
  );
  desk.start(wish());
  expect(desk.runs.map(({ phase }) => phase)).toEqual(['cancelled', 'loading']);
  tell({ type: 'evaluation-ended', evaluation: WORKER_DIED, message: 'It stopped.' });
  expect(desk.runs[1]).toMatchObject({ phase: 'failed', message: 'It stopped.' });
  for (let more = 0; more < MOST_RUNS; more++) desk.start(wish());
  expect(desk.runs).toHaveLength(MOST_RUNS);
});

test('a list of one’s own: finds its answers and reports the rest', async () => {
  const text = `123.341.2143432.\n${'.'.repeat(81)}\n`;
  const { exams, problems } = await readOwnList([{ name: 'pasted', content: text }], board, null);
  expect(exams).toHaveLength(1);
  expect(exams[0]!.wanted).not.toContain(1);
  expect(problems).toHaveLength(1);
  const mazes = await readOwnList(
    [{ name: 'pasted', content: 'S  #\n ## \n    \n## G' }],
    maze.board(25),
    null,
  );
  expect(mazes.problems).toEqual([]);
  expect(mazes.exams[0]!.input).toHaveLength(25);
  expect(mazes.board.side).toBe(5);
});

test('a list of mazes too large for the board is read for a larger one, if there is one', async () => {
  const text = ['S  # ##     ## G', `S${'#   .'.repeat(4)}   G`].join('\n');
  const read = (larger?: (side: number) => ReturnType<typeof maze.board>) =>
    readOwnList([{ name: 'pasted', content: text }], maze.board(16), null, larger);
  const [one, both] = [await read(), await read((side) => maze.board(side * side))];
  expect([one.exams.length, one.problems.length, one.board.side]).toEqual([1, 1, 4]);
  expect([both.exams.length, both.problems.length, both.board.side]).toEqual([2, 0, 5]);
});

test('the command line measures the same', () => {
  const { order } = wish();
  const set = { kind: 'known', count: 5, seed: 3 } as const;
  expect(commandsOf({ order: { ...order, chains: 4, seed: 3 } })[1]).toBe(
    'eval --model … --data puzzles.csv --segments 2 --chains 4 --differ views --seed 3',
  );
  expect(commandsOf({ order: { ...order, set, seed: 3 } })).toEqual([
    'eval --model … --known --limit-tasks 5 --segments 2 --seed 3',
  ]);
});
