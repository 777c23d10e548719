import { expect, test } from 'vitest';
import { tinyModel } from '../../tests/support/tiny-model';
import { createCpuBackend } from '../compute/cpu/backend';
import { uploadModel } from '../hrm/tensors';
import { Studies } from './studies';
import type { StudyEvent, StudyOrder } from './study-protocol';
import { WorkQueue } from './work-queue';

/** A 4×4 Sudoku with one right answer. */
const input = Uint8Array.from('1230341021434320', (digit) => Number(digit) + 1);

function open(attached = true) {
  const events: StudyEvent[] = [];
  const queue = new WorkQueue();
  const studies = new Studies(
    (work) =>
      queue.add(work, (error) => {
        throw error;
      }),
    (event) => events.push(event),
  );
  const backend = createCpuBackend();
  const model = tinyModel();
  const home = { backend, weights: uploadModel(backend, model), model };
  if (attached) studies.attach(home);
  const ask = (study: number, order: StudyOrder) =>
    studies.handle({ type: 'study', study, order, input, identifier: 0 });
  const parts = (study: number) =>
    events.flatMap((event) =>
      event.type === 'studied' && event.study === study ? [event.part] : [],
    );
  const ended = (study: number) =>
    events.filter((event) => event.type === 'study-ended' && event.study === study);
  return { studies, queue, events, ask, parts, ended, home };
}

test('each study comes in parts and ends', async () => {
  const { ask, queue, parts, ended } = open();
  ask(1, { kind: 'steps', segment: 3 });
  ask(2, { kind: 'look', segment: 2, application: 1 });
  ask(3, { kind: 'spectrum', segment: 2, products: 5 });
  ask(4, { kind: 'gradients', segments: 2 });
  ask(5, { kind: 'attractors', start: 'random', sigma: 1, starts: 3, segments: 2 });
  ask(6, { kind: 'untrained', segments: 2, seeds: 2 });
  await queue.settled();
  const counts = [1, 2, 3, 4, 5, 6].map((study) => parts(study).length);
  expect(counts).toEqual([1, 1, 5, 3, 2, 2]);
  for (let study = 1; study <= 6; study++) {
    expect(ended(study)).toEqual([{ type: 'study-ended', study, message: null }]);
  }
});

test('one that is called off stops between two parts, begun or not', async () => {
  const { studies, ask, queue, parts, ended } = open();
  ask(1, { kind: 'attractors', start: 'noise', sigma: 1, starts: 2, segments: 50 });
  ask(2, { kind: 'steps', segment: 1 });
  studies.handle({ type: 'unstudy', study: 1 });
  await queue.settled();
  expect(parts(1).length).toBeLessThan(3);
  expect(ended(1)).toEqual([]);
  expect(parts(2)).toHaveLength(1);
});

test('without a model, for another size, and without a right answer it is said why', async () => {
  const none = open(false);
  none.ask(1, { kind: 'steps', segment: 1 });
  await none.queue.settled();
  expect(none.ended(1)[0]).toMatchObject({
    message: expect.stringContaining('not open yet') as string,
  });

  const { studies, queue, ended, home } = open();
  const other = new Uint8Array(81);
  studies.handle({
    type: 'study',
    study: 2,
    order: { kind: 'steps', segment: 1 },
    input: other,
    identifier: 0,
  });
  studies.handle({
    type: 'study',
    study: 3,
    order: { kind: 'gradients', segments: 1 },
    // Two equal digits in a row.
    input: Uint8Array.from('1100000000000000', (digit) => Number(digit) + 1),
    identifier: 0,
  });
  await queue.settled();
  expect(ended(2)[0]).toMatchObject({ message: expect.stringContaining('not open yet') as string });
  expect((ended(3)[0] as { message: string }).message).not.toBe(null);
  // Other weights end what is under way.
  studies.handle({
    type: 'study',
    study: 4,
    order: { kind: 'spectrum', segment: 1, products: 60 },
    input,
    identifier: 0,
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  studies.attach(home);
  await queue.settled();
  expect(ended(4)).toHaveLength(1);
});
