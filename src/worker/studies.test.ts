import { expect, test } from 'vitest';
import { tinyModel } from '../../tests/support/tiny-model';
import type { Backend } from '../compute/backend';
import { createCpuBackend } from '../compute/cpu/backend';
import { uploadModel } from '../hrm/tensors';
import { Studies } from './studies';
import type { StudyEvent, StudyOrder } from './study-protocol';
import { createSlowBackend } from './testing';
import { WorkQueue } from './work-queue';

/** A 4×4 Sudoku with one right answer. */
const input = Uint8Array.from('1230341021434320', (digit) => Number(digit) + 1);

/** Every kind of study, and its number of parts. */
const ORDERS: readonly (readonly [StudyOrder, number])[] = [
  [{ kind: 'steps', segment: 3 }, 1],
  [{ kind: 'look', segment: 2, application: 1 }, 1],
  [{ kind: 'spectrum', segment: 2, products: 5 }, 5],
  [{ kind: 'gradients', segments: 2 }, 3],
  [{ kind: 'attractors', start: 'random', sigma: 1, starts: 3, segments: 2 }, 2],
  [{ kind: 'untrained', segments: 2, seeds: 2 }, 2],
];

function open(
  attached = true,
  backend: Backend = createCpuBackend(),
  hear: (event: StudyEvent) => void = () => undefined,
) {
  const events: StudyEvent[] = [];
  const blamed: string[] = [];
  const queue = new WorkQueue();
  const studies = new Studies(
    (work) =>
      queue.add(work, (error) => {
        throw error;
      }),
    (event) => {
      events.push(event);
      hear(event);
    },
    (_, message) => {
      blamed.push(message);
      return false;
    },
  );
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
  return { studies, queue, events, blamed, ask, parts, ended, home };
}

test('each study comes in parts and ends', async () => {
  const { ask, queue, parts, ended } = open();
  ORDERS.forEach(([order], index) => ask(index + 1, order));
  await queue.settled();
  const counts = ORDERS.map((_, index) => parts(index + 1).length);
  expect(counts).toEqual(ORDERS.map(([, count]) => count));
  for (let study = 1; study <= 6; study++) {
    expect(ended(study)).toEqual([{ type: 'study-ended', study, message: null }]);
  }
});

test('the right answer may be given if a world has no solver', async () => {
  const { ask, queue, parts } = open();
  const answer = Array.from({ length: 16 }, (_, cell) => 2 + (cell % 4));
  ask(1, { kind: 'gradients', segments: 1, answer });
  ask(2, { kind: 'gradients', segments: 1, answer });
  ask(3, { kind: 'gradients', segments: 1, answer: answer.map((token) => 7 - token) });
  await queue.settled();
  const norms = (study: number) => (parts(study) as { norm: number }[]).map(({ norm }) => norm);
  expect(norms(1).length).toBeGreaterThan(1);
  expect(norms(2)).toEqual(norms(1));
  expect(norms(3)).not.toEqual(norms(1));
});

test('a cancelled study stops between two parts, or before it begins', async () => {
  const { studies, ask, queue, parts, ended } = open();
  ask(1, { kind: 'attractors', start: 'noise', sigma: 1, starts: 2, segments: 50 });
  ask(2, { kind: 'steps', segment: 1 });
  studies.handle({ type: 'unstudy', study: 1 });
  await queue.settled();
  expect(parts(1).length).toBeLessThan(3);
  expect(ended(1)).toEqual([]);
  expect(parts(2)).toHaveLength(1);
});

test.each(ORDERS)(
  '$kind reports the progress of a long part, and can stop within it',
  async (order) => {
    const shares: number[] = [];
    const { studies, queue, ask, parts, events } = open(true, createSlowBackend(), (event) => {
      if (event.type !== 'studying') return;
      shares.push(event.share);
      if (shares.length === 2) studies.handle({ type: 'unstudy', study: 1 });
    });
    ask(1, order);
    await queue.settled();
    expect(shares).toHaveLength(2);
    expect(shares[0]).toBeGreaterThan(0);
    expect(shares[1]).toBeGreaterThan(shares[0]!);
    expect(parts(1)).toEqual([]);
    // The next study works as usual.
    ask(2, order);
    await queue.settled();
    expect(told(parts(2))).toBe(told(await calmly(order)));
    expect(events.at(-1)).toEqual({ type: 'study-ended', study: 2, message: null });
  },
);

async function calmly(order: StudyOrder): Promise<readonly unknown[]> {
  const { ask, queue, parts } = open();
  ask(1, order);
  await queue.settled();
  return parts(1);
}

test('refuses an impossible study, and blames no backend', async () => {
  const { ask, queue, ended, blamed, studies } = open();
  ask(1, { kind: 'look', segment: 1, application: 99 });
  ask(2, { kind: 'gradients', segments: 1, answer: [1, 2, 3] });
  ask(3, { kind: 'steps', segment: 0 });
  studies.handle({
    type: 'study',
    study: 4,
    order: { kind: 'steps', segment: 1 },
    input: new Uint8Array(16).fill(99),
    identifier: 0,
  });
  await queue.settled();
  for (let study = 1; study <= 4; study++) {
    expect(ended(study)).toMatchObject([
      { message: expect.stringMatching(/^[A-Z].+\.$/) as string },
    ]);
  }
  expect(blamed).toEqual([]);
});

test('gives the reason without a model, for another size, and without a right answer', async () => {
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
  // Another model ends what is in progress.
  studies.handle({
    type: 'study',
    study: 4,
    order: { kind: 'spectrum', segment: 1, products: 60 },
    input,
    identifier: 0,
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  const model = tinyModel({}, 2);
  studies.attach({ ...home, model, weights: uploadModel(home.backend, model) });
  await queue.settled();
  expect(ended(4)).toHaveLength(1);
});

/** The results of a study, without its times. */
const told = (parts: readonly unknown[]) =>
  JSON.stringify(parts, (key, value: unknown) => (key === 'milliseconds' ? null : value));

test.each(ORDERS)('a device lost in the middle changes nothing of $kind', async (order, count) => {
  const calm = open();
  calm.ask(1, order);
  await calm.queue.settled();

  const { studies, queue, ask, parts, ended, home } = open();
  ask(1, order);
  for (let losses = 0; losses < 4; losses++) {
    // Each time a little later.
    for (let i = 0; i < 10 * losses; i++) await Promise.resolve();
    studies.release();
    await new Promise((resolve) => setTimeout(resolve, 1));
    const backend = createCpuBackend();
    studies.attach({ backend, weights: uploadModel(backend, home.model), model: home.model });
  }
  await queue.settled();
  expect(parts(1)).toHaveLength(count);
  expect(told(parts(1))).toBe(told(calm.parts(1)));
  expect(ended(1)).toEqual([{ type: 'study-ended', study: 1, message: null }]);
});

test('studies that wait for a backend get the reason why there is none', async () => {
  const { studies, queue, ask, ended } = open();
  studies.release();
  ask(1, { kind: 'steps', segment: 1 });
  await queue.settled();
  expect(ended(1)).toEqual([]);
  studies.giveUp('No backend could be opened.');
  expect(ended(1)).toMatchObject([{ message: 'No backend could be opened.' }]);
});
