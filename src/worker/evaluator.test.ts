import { expect, test } from 'vitest';
import { until } from '../../tests/support/until';
import { createCpuBackend } from '../compute/cpu/backend';
import { Ladder } from '../compute/ladder';
import { OTHER_VIEWS } from '../reasoning/diversity';
import { summarise, type Outcome } from '../reasoning/evaluate';
import type { EvaluationEvent, EvaluationOrder } from './evaluation-protocol';
import { Evaluator } from './evaluator';
import { config, randomModel, source } from './testing';

const SET = {
  kind: 'sudoku',
  count: 5,
  seed: 7,
  size: 4,
  rule: 'classic',
  givens: [5, 8],
  hard: 0,
} as const;
const ORDER: EvaluationOrder = {
  set: SET,
  segments: 3,
  chains: 2,
  diversity: OTHER_VIEWS,
  restart: 1,
  seed: 3,
};

/** @param failsAt the segment, counted over all, at which the first backend fails */
function open(failsAt = Infinity, hear: (event: EvaluationEvent) => void = () => undefined) {
  const events: EvaluationEvent[] = [];
  let segments = 0;
  const cpu = (failing: boolean) => () => {
    const backend = createCpuBackend();
    return Promise.resolve({
      ...backend,
      async record(...args: Parameters<typeof backend.record>) {
        const program = await backend.record(...args);
        const run = () => {
          if (failing && (args[1]?.length ?? 0) > 0 && ++segments === failsAt) {
            return Promise.reject(new Error('The driver stumbled.'));
          }
          return program.run();
        };
        return { ...program, run };
      },
    });
  };
  const evaluator = new Evaluator(
    {
      loadModel: () => Promise.resolve({ model: randomModel(2), cached: false }),
      ladder: new Ladder([
        { kind: 'webgpu', label: 'The first', open: cpu(true) },
        { kind: 'cpu', label: 'The second', open: cpu(false) },
      ]),
    },
    (event) => {
      events.push(event);
      hear(event);
    },
  );
  const measure = (evaluation: number, order = ORDER) =>
    evaluator.handle({ type: 'evaluate', evaluation, model: source, backend: 'auto', order });
  const outcomes = (evaluation: number): Outcome[] =>
    events.flatMap((event) =>
      event.type === 'evaluated' && event.evaluation === evaluation ? event.outcomes : [],
    );
  const ended = (evaluation: number) =>
    events.filter((event) => event.type === 'evaluation-ended' && event.evaluation === evaluation);
  return { evaluator, events, measure, outcomes, ended };
}

test('measures every puzzle of the set in order, and reports it with its answer', async () => {
  const { evaluator, measure, outcomes, ended, events } = open();
  measure(1);
  await evaluator.settled();
  expect(ended(1)).toEqual([{ type: 'evaluation-ended', evaluation: 1, message: null }]);
  expect(outcomes(1)).toHaveLength(5);
  expect(summarise(outcomes(1), { limit: 2, severalAnswers: false })).toMatchObject({ count: 5 });
  const exams = events.flatMap((event) => (event.type === 'evaluated' ? event.exams : []));
  for (const { input, wanted } of exams) {
    expect(input).toHaveLength(config.seq_len);
    input.forEach((token, cell) => token > 1 && expect(wanted[cell]).toBe(token));
  }
});

test('a failed backend costs a batch and changes no figure', async () => {
  const steady = open();
  steady.measure(1);
  const shaken = open(2);
  shaken.measure(1);
  await Promise.all([steady.evaluator.settled(), shaken.evaluator.settled()]);
  expect(shaken.events.filter(({ type }) => type === 'evaluation-ready')).toHaveLength(2);
  expect(shaken.outcomes(1)).toEqual(steady.outcomes(1));
  expect(shaken.ended(1)).toMatchObject([{ message: null }]);
});

test('pause holds between two segments, and cancel ends it', async () => {
  let paused = false;
  const { evaluator, events, measure, outcomes, ended } = open(Infinity, (event) => {
    if (event.type === 'evaluation-segment' && event.segment === 1 && !paused) {
      paused = true;
      evaluator.handle({ type: 'pause-evaluation', evaluation: 1, paused: true });
    }
  });
  measure(1);
  await until(() => paused);
  const held = events.length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(events).toHaveLength(held);
  expect(outcomes(1)).toEqual([]);
  evaluator.handle({ type: 'pause-evaluation', evaluation: 1, paused: false });
  await evaluator.settled();
  expect(outcomes(1)).toHaveLength(5);
  measure(2, { ...ORDER, segments: 1000 });
  await until(() =>
    events.some((event) => event.type === 'evaluation-segment' && event.evaluation === 2),
  );
  evaluator.handle({ type: 'cancel-evaluation', evaluation: 2 });
  await evaluator.settled();
  expect(ended(2)).toEqual([{ type: 'evaluation-ended', evaluation: 2, message: null }]);
  expect(outcomes(2)).toEqual([]);
});

test('refuses puzzles of another model in a sentence', async () => {
  const { evaluator, measure, ended } = open();
  measure(1, { ...ORDER, set: { ...SET, size: 9, givens: [28, 40] } });
  await evaluator.settled();
  expect(ended(1)).toMatchObject([{ message: 'This model thinks about 16 cells, not 81.' }]);
});
