import { expect, test } from 'vitest';
import { createCpuBackend } from '../compute/cpu/backend';
import { Experiment, type ExperimentPlan, type Reading } from './experiment';

const plan: ExperimentPlan = {
  lesson: 'scratch-4',
  entrants: [
    { id: 'hrm', blank: {}, settings: { batch: 2 } },
    { id: 'wide', blank: { arch: 'transformer', hidden_size: 64 }, settings: { batch: 2 } },
  ],
  seed: 3,
  steps: 5,
  every: 2,
  evalPuzzles: 4,
};

async function readAll(plan: ExperimentPlan) {
  const experiment = await Experiment.begin(createCpuBackend(), plan);
  const readings: Reading[] = [];
  for await (const reading of experiment.readings()) if (reading) readings.push(reading);
  experiment.dispose();
  return { facts: experiment.facts, readings };
}

test('every entrant is evaluated at the same steps, on the same puzzles', async () => {
  const { facts, readings } = await readAll(plan);
  expect(facts.map(({ config }) => [config.arch ?? 'hrm', config.hidden_size])).toEqual([
    ['hrm', 32],
    ['transformer', 64],
  ]);
  expect(facts[1]!.parameters).toBeGreaterThan(2 * facts[0]!.parameters);
  expect(readings.map(({ entrant, evalResult }) => [entrant, evalResult.step])).toEqual([
    ['hrm', 0],
    ['wide', 0],
    ['hrm', 2],
    ['wide', 2],
    ['hrm', 4],
    ['wide', 4],
    ['hrm', 5],
    ['wide', 5],
  ]);
  expect(readings[0]!.loss).toBeNull();
  expect(readings.at(-1)!.loss).toBeGreaterThan(0);
});

test('an experiment comes out the same again', async () => {
  const [first, second] = [await readAll(plan), await readAll(plan)];
  expect(second.readings).toEqual(first.readings);
});

test('an entrant that cannot be is told, and nothing is left over', async () => {
  const entrants = [{ id: 'odd', blank: { hidden_size: 30, num_heads: 4 } }];
  await expect(Experiment.begin(createCpuBackend(), { ...plan, entrants })).rejects.toThrow(
    /num_heads|hidden_size/,
  );
  await expect(Experiment.begin(createCpuBackend(), { ...plan, lesson: 'own' })).rejects.toThrow(
    'blank model',
  );
});
