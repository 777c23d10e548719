import { readFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { serializeModel } from '../checkpoint/model-folder';
import { LEAST_SIDE } from '../puzzles/arc/generate/kind';
import { taskFromId } from '../puzzles/arc/generate/stream';
import { fillGrid, gridToRows } from '../puzzles/arc/grid';
import { formatArc } from '../puzzles/arc/parse';
import { blankArcModel, renamingTask } from '../training/arc/testing';
import { registerEval } from './eval';
import { registerTrace } from './trace';
import { registerTrain } from './train';
import { UsageError } from './usage-error';

/** `eval`, `train` and `trace` on ARC: a blank model and a small task that it learns in a moment. */
const folder = mkdtempSync(join(tmpdir(), 'hrm-arc-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SIDE = 4;
const MODEL = join(folder, 'blank');
const TASKS = join(folder, 'tasks.json');
const TASK = renamingTask(SIDE);
const LEARNING = '--steps 48 --batch 16 --lr 5e-3 --views 2';

mkdirSync(MODEL);
const { config, weights } = serializeModel(blankArcModel(SIDE, 16, true), 'F32');
writeFileSync(join(MODEL, 'config.json'), config);
writeFileSync(join(MODEL, 'model.safetensors'), weights);
const large = { input: fillGrid(9, 9, () => 1), output: fillGrid(9, 9, () => 2) };
writeFileSync(
  TASKS,
  formatArc([
    { id: 'renaming', task: TASK },
    { id: 'large', task: { train: [large], test: [large] } },
    { id: 'unanswered', task: { ...TASK, test: [{ input: TASK.test[0]!.input, output: null }] } },
  ]),
);

let printed: string[];
let told: string[];
beforeEach(() => {
  [printed, told] = [[], []];
  vi.spyOn(console, 'log').mockImplementation((text: string) => printed.push(text));
  vi.spyOn(console, 'error').mockImplementation((text: string) => told.push(text));
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Runs `hrm ARGUMENTS`; returns what it printed. */
async function hrm(line: string): Promise<string> {
  const program = new Command().exitOverride();
  for (const register of [registerEval, registerTrain, registerTrace]) register(program);
  await program.parseAsync(line.split(' '), { from: 'user' });
  return printed.splice(0).join('\n');
}

test('eval learns every task that fits, and counts those with known answers', async () => {
  const submission = join(folder, 'submission.json');
  const line = `eval --model ${MODEL} --tasks ${TASKS} --only-fitting --json --submission ${submission} ${LEARNING}`;
  const result = JSON.parse(await hrm(`${line} --learn-segments 2 --segments 2`)) as object;
  expect(told.join('\n')).toMatch(/1 of 2 renaming: right \(2 of 2 votes\)/);
  expect(told.join('\n')).toMatch(/2 of 2 unanswered: not known/);
  const answers = [{ grid: gridToRows(TASK.test[0]!.output!), votes: 2 }];
  expect(result).toMatchObject({
    tasks: 2,
    canvases: { own: SIDE, largest: SIDE },
    pass1: { right: 1, count: 1, share: 1, high: 1 },
    pass2: { right: 1, count: 1 },
    task_pass1: { right: 1, count: 1 },
    demonstrations: { right: 8, count: 8 },
    per_task: [
      { id: 'renaming', questions: [{ pass: [true, true], answers }] },
      { id: 'unanswered', questions: [{ pass: null, answers }] },
    ],
  });
  const { grid } = answers[0]!;
  const attempts = [{ attempt_1: grid, attempt_2: expect.any(Array) as number[][] }];
  expect(JSON.parse(readFileSync(submission, 'utf8'))).toEqual({
    renaming: attempts,
    unanswered: attempts,
  });
}, 60_000);

test('train writes the model of a task, and trace shows that it answers', async () => {
  const out = join(folder, 'taught');
  const task = `--task ${TASKS} --task-id renaming`;
  const taught = await hrm(
    `train --model ${MODEL} ${task} --out ${out} --segments 2 --answer-segments 2 ${LEARNING}`,
  );
  expect(taught).toMatch(/^renaming: 48 steps.*\n\nquestion 1, right\n2 of 2 votes/);
  const trace = `trace --model ${out} ${task} --backend cpu`;
  expect(await hrm(`${trace} --segments 2`)).toMatch(/^segment 2: .*, solved$/m);
  await expect(hrm(`${trace} --identifier 2`)).rejects.toThrow(/--identifier: .*0…1, not 2/);
  await expect(hrm(`${trace} --test 2`)).rejects.toThrow(
    /--test: renaming has no question 2; it has 1/,
  );
}, 60_000);

test('trace uses the embedding of a task that the model was trained on', async () => {
  const file = join(folder, 'outlines.json');
  const known = 'outline-fa0f1cb4';
  const tasks = [known, 'outline-00000001'].map((id) => taskFromId(id, LEAST_SIDE)!);
  writeFileSync(file, formatArc(tasks));
  const trace = (id: string, options = '') =>
    hrm(`trace --model models/arc --task ${file} --segments 2 ${options}--task-id ${id}`);
  const knows = await trace(known);
  expect(knows).toMatch(/^segment 2: .*, solved$/m);
  expect(await trace(known, '--identifier 0 ')).not.toBe(knows);
  expect(await trace(tasks[1]!.id)).toBe(await trace(tasks[1]!.id, '--identifier 0 '));
}, 60_000);

test.each([
  [`eval --model ${MODEL} --tasks ${TASKS} --data x.csv`, /one of --data .* and --tasks/],
  [`eval --model ${MODEL} --data README.md`, /is for ARC.*--tasks/],
  [`eval --model models/sudoku --tasks ${TASKS}`, /not think about ARC.*--data/],
  [`eval --model ${MODEL} --tasks ${TASKS}`, /large does not fit.*4×4.*--only-fitting/],
  [`eval --model ${MODEL} --tasks ${TASKS} --views 0`, /^--views: /],
  [`eval --model ${MODEL} --tasks ${TASKS} --canvas 3`, /^--canvas must be .* at least 4/],
  [`eval --model ${MODEL} --tasks ${TASKS} --trainable head`, /^--trainable: /],
  [`eval --model ${MODEL} --tasks ${TASKS} --group none`, /--group: there is no group none/],
  [`eval --model ${MODEL} --tasks package.json`, /^--tasks: package\.json/],
  [`train --model ${MODEL} --task ${TASKS} --out x`, /3 tasks; --task-id says which/],
  [`train --model ${MODEL} --data README.md --out x`, /is for ARC.*--task/],
  [`train --model models/sudoku --task ${TASKS} --task-id large --out x`, /not think about ARC/],
  [`trace --model models/sudoku --task ${TASKS}`, /not think about ARC/],
])('%s is refused in a sentence', async (line, message) => {
  const refused = await hrm(line).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UsageError);
  expect((refused as UsageError).message).toMatch(message);
  expect(printed).toEqual([]);
});
