import { expect, test } from 'vitest';
import { createCpuBackend } from '../../compute/cpu/backend';
import { parameterName } from '../../hrm/parameters';
import { createSession } from '../../hrm/session';
import { decodeArc, encodeArc } from '../../puzzles/arc/codec';
import { gridsEqual } from '../../puzzles/arc/grid';
import { passes } from '../../puzzles/arc/vote';
import type { ArcSettings } from './settings';
import { TaskTrainingRun } from './task-training-run';
import { blankArcModel, QUICK_SETTINGS, renamingTask } from './testing';

const TASK = renamingTask(4);
const SOLUTION = TASK.test[0]!.output!;
/** A task whose question has no answer. */
const QUESTION = { ...TASK, test: [{ input: TASK.test[0]!.input, output: null }] };
const MODEL = blankArcModel(4, 16);

async function learn(settings: ArcSettings, steps = settings.steps) {
  const run = await TaskTrainingRun.begin(createCpuBackend(), MODEL, QUESTION, settings);
  while (run.step < steps) await run.advance();
  return run;
}

test('a blank model learns a task from its demonstrations and answers a grid it never saw', async () => {
  const run = await learn(QUICK_SETTINGS, 0);
  const before = (await run.answer())!;
  expect(before).toMatchObject({ step: 0, segments: 2 });
  expect(passes(before.questions[0]!.ranked, SOLUTION)).toBe(false);

  while (run.step < QUICK_SETTINGS.steps) await run.advance();
  const { steps, problem } = await run.collect();
  expect(problem).toBeNull();
  expect(steps.at(-1)!.loss).toBeLessThan(steps[0]!.loss / 4);
  const { questions, trainPairs } = (await run.answer())!;
  expect(questions).toHaveLength(1);
  const { ranked, frames, views } = questions[0]!;
  expect(passes(ranked, SOLUTION, 1)).toBe(true);
  expect(ranked[0]!.votes).toBe(views);
  expect(trainPairs.map(({ right }) => right)).toEqual(TASK.train.map(() => true));
  // The frames are those of the plain view, and the last one is its vote.
  expect(frames).toHaveLength(2);
  expect(gridsEqual(decodeArc(frames[1]!.tokens)!, SOLUTION)).toBe(true);
  expect(frames[1]!.confidence).toHaveLength(16);

  // The exported model gives the same answer under the identifier of the plain view.
  const model = await run.model();
  expect(model.config.num_puzzle_identifiers).toBe(2);
  const session = await createSession(createCpuBackend(), model, { batch: 1 });
  await session.begin(Uint32Array.from(encodeArc(QUESTION.test[0]!.input, 4)), Uint32Array.of(0));
  await session.segment();
  const { tokens, qHalt } = await session.segment();
  expect(Uint8Array.from(tokens)).toEqual(frames[1]!.tokens);
  expect(qHalt[0]).toBe(frames[1]!.qHalt);
  run.dispose();
});

test('the same seed gives the same weights, another seed gives others', async () => {
  const weights = async (seed: number) => {
    const run = await learn({ ...QUICK_SETTINGS, seed }, 4);
    return [...(await run.model()).weights].map(([name, data]) => [name, [...data]]);
  };
  const first = await weights(7);
  expect(await weights(7)).toEqual(first);
  expect(await weights(8)).not.toEqual(first);
});

test('trains only embeddings, each by its own view, and changes nothing else', async () => {
  const run = await learn({ ...QUICK_SETTINGS, trainable: 'puzzle' }, 6);
  const { steps } = await run.collect();
  expect(steps.every(({ norm }) => norm > 0 && Number.isFinite(norm))).toBe(true);
  const { weights } = await run.model();
  for (const [name, data] of weights) {
    if (name === parameterName.puzzleTable) continue;
    expect(data, name).toEqual(MODEL.weights.get(name));
  }
  const table = weights.get(parameterName.puzzleTable)!;
  expect(table).toHaveLength(2 * 16);
  expect(table.every((value) => value !== 0)).toBe(true);
  expect(table.subarray(0, 16)).not.toEqual(table.subarray(16));
});

test('answers other grids with fewer views, and can be interrupted', async () => {
  const run = await learn(QUICK_SETTINGS, 0);
  const inputs = [TASK.train[0]!.input, TASK.train[1]!.input];
  const { questions } = (await run.answer({ inputs, views: 1 }))!;
  expect(questions.map(({ input }) => input)).toEqual(inputs);
  expect(questions.map(({ views }) => views)).toEqual([1, 1]);
  const shares: number[] = [];
  const goOn = (share: number) => Promise.resolve(shares.push(share) < 2);
  expect(await run.answer({ goOn })).toBeNull();
  expect(shares).toEqual([0, 1 / 4]);
});

test('restores the kept weights', async () => {
  const run = await learn(QUICK_SETTINGS, 3);
  await run.collect();
  await run.keep();
  const kept = await run.model();
  for (let step = 0; step < 3; step++) await run.advance();
  expect((await run.model()).weights).not.toEqual(kept.weights);
  expect(run.goBack()).toBe(3);
  expect(run.step).toBe(3);
  expect((await run.model()).weights).toEqual(kept.weights);
});
