import { expect, test } from 'vitest';
import { WorkQueue } from './work-queue';

const fails = (error: unknown) => expect.fail(String(error));

test('work is done in order, and never two pieces at once', async () => {
  const queue = new WorkQueue();
  const log: string[] = [];
  const piece = (name: string) => async () => {
    log.push(`${name} begins, ${queue.waiting} wait`);
    await Promise.resolve();
    log.push(`${name} ends`);
  };
  queue.add(piece('a'), fails);
  queue.add(piece('b'), fails);
  expect(queue.waiting).toBe(2);
  await queue.settled();
  expect(log).toEqual(['a begins, 1 wait', 'a ends', 'b begins, 0 wait', 'b ends']);
});

test('a failure is reported, and later work is done anyway', async () => {
  const queue = new WorkQueue();
  const heard: unknown[] = [];
  const hear = (error: unknown) => void heard.push(error);
  queue.add(() => Promise.reject(new Error('first')), hear);
  queue.add(() => {
    throw new Error('second');
  }, hear);
  queue.add(() => void heard.push('done'), fails);
  await queue.settled();
  expect(heard).toEqual([new Error('first'), new Error('second'), 'done']);
});

test('waits for work that is added by work, too', async () => {
  const queue = new WorkQueue();
  let left = 3;
  const again = () => {
    if (--left > 0) queue.add(again, fails);
  };
  queue.add(again, fails);
  await queue.settled();
  expect(left).toBe(0);
});
