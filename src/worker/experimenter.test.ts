import { expect, test } from 'vitest';
import { until } from '../../tests/support/until';
import { createCpuBackend } from '../compute/cpu/backend';
import { Ladder } from '../compute/ladder';
import type { TrainingBackend } from '../compute/training-ops';
import type { ExperimentEvent, ExperimentPlan } from './experiment-protocol';
import { Experimenter } from './experimenter';

const plan: ExperimentPlan = {
  lesson: 'scratch-4',
  entrants: [{ id: 'hrm', blank: {}, settings: { batch: 2 } }],
  seed: 1,
  steps: 4,
  every: 2,
  evalPuzzles: 4,
};

function experimenterOn(...backends: (() => TrainingBackend)[]) {
  const rungs = backends.map((make, index) => ({
    kind: (['webgpu', 'cpu'] as const)[index]!,
    label: ['First', 'Second'][index]!,
    open: () => Promise.resolve(make()),
  }));
  const events: ExperimentEvent[] = [];
  const experimenter = new Experimenter(new Ladder(rungs), (event) => events.push(event));
  const stepsRead = () =>
    events.flatMap((event) =>
      event.type === 'experiment-reading' ? [event.reading.evalResult.step] : [],
    );
  return { experimenter, events, stepsRead };
}

test('an experiment reports readings at its steps and ends', async () => {
  const { experimenter, events, stepsRead } = experimenterOn(createCpuBackend);
  experimenter.handle({ type: 'experiment', plan, backend: 'auto' });
  await experimenter.settled();
  expect(stepsRead()).toEqual([0, 2, 4]);
  expect(events[0]!.type).toBe('experiment-ready');
  expect(events.at(-1)).toEqual({ type: 'experiment-done' });
});

test('after a backend fails, the next one continues', async () => {
  let writes = 0;
  const failing = (): TrainingBackend => {
    const backend = createCpuBackend();
    return {
      ...backend,
      kind: 'webgpu' as const,
      write: (...args: Parameters<TrainingBackend['write']>) => {
        if (++writes > 30) throw new Error('no memory is left');
        return backend.write(...args);
      },
    };
  };
  const { experimenter, events, stepsRead } = experimenterOn(failing, createCpuBackend);
  experimenter.handle({ type: 'experiment', plan, backend: 'auto' });
  await experimenter.settled();
  expect(events).toContainEqual({ type: 'experiment-again', reason: 'no memory is left' });
  expect(stepsRead()).toEqual([0, 2, 4]);
});

test('another experiment replaces the one in progress; a paused one waits', async () => {
  const { experimenter, events, stepsRead } = experimenterOn(createCpuBackend);
  experimenter.handle({ type: 'experiment', plan: { ...plan, steps: 1000 }, backend: 'auto' });
  experimenter.handle({ type: 'experiment', plan, backend: 'auto' });
  experimenter.handle({ type: 'pause-experiment' });
  await until(() => stepsRead().length > 0);
  expect(stepsRead()).toEqual([0]);
  experimenter.handle({ type: 'go-on' });
  await experimenter.settled();
  expect(stepsRead()).toEqual([0, 2, 4]);
  expect(events.filter(({ type }) => type === 'experiment-done')).toHaveLength(1);
});

test('what cannot be taught is reported in a sentence', async () => {
  const { experimenter, events } = experimenterOn(createCpuBackend);
  const entrants = [{ id: 'odd', blank: { hidden_size: 30, num_heads: 4 } }];
  experimenter.handle({ type: 'experiment', plan: { ...plan, entrants }, backend: 'auto' });
  await experimenter.settled();
  expect(events).toEqual([
    { type: 'experiment-failed', message: expect.stringContaining('num_heads') as string },
  ]);
});
