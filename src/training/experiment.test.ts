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
  const experiment = new Experiment(plan);
  const facts = await experiment.open(createCpuBackend());
  const readings: Reading[] = [];
  for await (const reading of experiment.readings()) if (reading) readings.push(reading);
  experiment.close();
  return { facts, readings };
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

test('an experiment gives the same results again', async () => {
  const [first, second] = [await readAll(plan), await readAll(plan)];
  expect(second.readings).toEqual(first.readings);
});

test('continues on another backend, and gives the same results', async () => {
  const long: ExperimentPlan = {
    ...plan,
    // Rows halt meanwhile and draw fresh puzzles, so that everything carried matters.
    entrants: plan.entrants.map((entrant) => ({
      ...entrant,
      settings: { batch: 4, segments: 2 },
    })),
    steps: 20,
    every: 5,
  };
  const calm = await readAll(long);
  const experiment = new Experiment(long, 0);
  const readings: Reading[] = [];
  let made = 0;
  for (const stepsOnIt of [3, 8, 15, Infinity]) {
    const backend = createCpuBackend();
    const from = experiment.secured;
    await experiment.open(backend);
    expect(experiment.secured).toBe(from);
    let steps = 0;
    for await (const reading of experiment.readings()) {
      if (reading) readings.push(reading);
      else if (++steps > stepsOnIt) break;
    }
    made += steps;
    experiment.close();
    backend.dispose();
  }
  expect(readings).toEqual(calm.readings);
  // No step was made twice.
  expect(made).toBe(40);
});

test('repeats in the same way the steps that were not kept', async () => {
  const calm = await readAll(plan);
  const experiment = new Experiment(plan, Infinity);
  const readings: Reading[] = [];
  for (const parts of [6, Infinity]) {
    await experiment.open(createCpuBackend());
    let seen = 0;
    for await (const reading of experiment.readings()) {
      if (reading) readings.push(reading);
      if (++seen >= parts) break;
    }
    experiment.close();
  }
  expect(readings).toEqual(calm.readings);
});

test('reports an entrant that is impossible', () => {
  const entrants = [{ id: 'odd', blank: { hidden_size: 30, num_heads: 4 } }];
  expect(() => new Experiment({ ...plan, entrants })).toThrow(/num_heads|hidden_size/);
  expect(() => new Experiment({ ...plan, lesson: 'own' })).toThrow('blank model');
});
