import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { registerDataset } from '../../src/cli/dataset';
import { registerEval } from '../../src/cli/eval';
import { loadModel } from '../../src/cli/load-model';
import { Ladder } from '../../src/compute/ladder';
import { thinkingRungs } from '../../src/compute/rungs';
import { OTHER_VIEWS } from '../../src/reasoning/diversity';
import { summarise, type Outcome } from '../../src/reasoning/evaluate';
import { datasetCommand, type ExamSet } from '../../src/reasoning/exam-set';
import type { EvaluationOrder } from '../../src/worker/evaluation-protocol';
import { Evaluator } from '../../src/worker/evaluator';

/** The page's evaluation and `hrm eval` give the same figures. */
const folder = await mkdtemp(join(tmpdir(), 'hrm-evaluation-'));
afterAll(() => rm(folder, { recursive: true }));

let printed: string[];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((text: string) => printed.push(text));
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function hrm(line: string): Promise<string> {
  const program = new Command().exitOverride();
  for (const register of [registerDataset, registerEval]) register(program);
  await program.parseAsync(line.split(' '), { from: 'user' });
  return printed.splice(0).join('\n');
}

/** Evaluates as the page's worker does, on WebAssembly. */
async function measureHere(model: string, order: EvaluationOrder) {
  const outcomes: Outcome[] = [];
  let severalAnswers = false;
  const evaluator = new Evaluator(
    {
      loadModel: async () => ({ model: await loadModel(model), cached: false }),
      ladder: new Ladder(thinkingRungs({ gpu: undefined })),
    },
    (event) => {
      if (event.type === 'evaluated') outcomes.push(...event.outcomes);
      if (event.type === 'evaluation-ready') ({ severalAnswers } = event);
    },
  );
  const source = { name: model, config: '', weights: model };
  evaluator.handle({ type: 'evaluate', evaluation: 1, model: source, backend: 'wasm', order });
  await evaluator.settled();
  return summarise(outcomes, { limit: order.segments - 1, severalAnswers });
}

const SUDOKUS: ExamSet = {
  ...{ kind: 'sudoku', count: 3, seed: 11, size: 9, rule: 'classic' },
  ...{ givens: [0, 0], hard: 5 },
};
const MAZES: ExamSet = {
  ...{ kind: 'maze', count: 3, seed: 12, side: 15, maze: 'walls', minPath: 15 },
};

test.each([
  ['models/sudoku', SUDOKUS, 1, 0],
  ['models/sudoku', SUDOKUS, 2, 1],
  ['models/maze', MAZES, 1, 0],
] as const)('%s, chains and restarts (%o, %i, %i)', async (model, set, chains, restart) => {
  const file = join(folder, `${set.kind}.csv`);
  await hrm(`${datasetCommand(set)} --out ${file}`);
  const line = `eval --model ${model} --data ${file} --segments 2 --limit 1 --seed 4 --batch 2`;
  const told = await hrm(`${line} --chains ${chains} --restart ${restart} --json`);
  const { seconds, ...figures } = JSON.parse(told) as Record<string, unknown>;
  const order = { set, segments: 2, chains, diversity: OTHER_VIEWS, restart, seed: 4 };
  expect(await measureHere(model, order)).toEqual(figures);
  expect(seconds).toBeGreaterThan(0);
});

test('questions of known ARC tasks, by --known', async () => {
  const set: ExamSet = { kind: 'known', count: 6, seed: 2 };
  const told = await hrm(
    'eval --model models/arc --known --limit-tasks 6 --seed 2 --segments 2 --limit 1 --json',
  );
  const { seconds, ...figures } = JSON.parse(told) as Record<string, unknown>;
  expect(seconds).toBeGreaterThan(0);
  const order = { set, segments: 2, chains: 1, diversity: OTHER_VIEWS, restart: 0, seed: 2 };
  expect(await measureHere('models/arc', order)).toEqual(figures);
});
